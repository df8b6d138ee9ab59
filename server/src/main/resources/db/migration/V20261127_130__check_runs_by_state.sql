-- Which runs wait or are computed is asked after every act; nearly all of the others are recorded.
CREATE INDEX check_runs_by_state ON check_runs (state, submission);
