{{ rejected_rows('pos', ['receipts', 'receipt_lines', 'stores', 'products']) }}
