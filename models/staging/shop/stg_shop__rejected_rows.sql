{{ rejected_rows('shop', [
    'products', 'accounts', 'orders', 'order_lines', 'refunds', 'wish_list_items'
]) }}
