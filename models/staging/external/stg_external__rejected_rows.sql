{{ rejected_rows('external', ['people', 'areas']) }}
