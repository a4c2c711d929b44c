{{ rejected_rows('support', ['requesters', 'tickets', 'interactions']) }}
