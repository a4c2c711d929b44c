{{ rejected_rows('crm', ['contacts']) }}
