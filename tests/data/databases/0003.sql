INSERT INTO inbox (update_id, lane, payload, state, attempts, not_before, received_at)
VALUES (1, 'chat:7', '{}', 'done', 0, '2026-11-22 09:30:15', '2026-11-22 09:30:15');
INSERT INTO outbox (lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, created_at, changed_at)
VALUES ('founder:7', 'founder', 7, 'text', '{"text": "x"}', 'queued', 0, 0, '2026-11-22 09:30:15', '2026-11-22 09:30:15', '2026-11-22 09:30:15')
