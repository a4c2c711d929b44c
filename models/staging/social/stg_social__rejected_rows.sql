{{ rejected_rows('social', ['profiles', 'interactions']) }}
