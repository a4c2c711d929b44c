{{ rejected_rows('loyalty', ['members', 'cards', 'points']) }}
