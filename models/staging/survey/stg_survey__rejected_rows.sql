{{ rejected_rows('survey', ['responses', 'answers', 'results']) }}
