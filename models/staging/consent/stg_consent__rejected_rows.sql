{{ rejected_rows('consent', ['events']) }}
