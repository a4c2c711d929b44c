{{ rejected_rows('web', ['events']) }}
