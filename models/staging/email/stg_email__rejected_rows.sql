{{ rejected_rows('email', ['subscribers', 'campaigns', 'events']) }}
