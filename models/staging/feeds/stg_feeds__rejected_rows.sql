{{ rejected_rows('feeds', [
    'identities', 'identifiers', 'orders', 'order_lines', 'touchpoints', 'loyalty_points', 'consents',
    'feedback', 'attributes'
]) }}
