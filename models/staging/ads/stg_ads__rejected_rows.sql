{{ rejected_rows('ads', ['daily_results', 'clicks', 'leads']) }}
