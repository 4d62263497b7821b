-- Analysis Jobs, schema version 1, for PostgreSQL 13 and later.
-- To run it by hand: in one transaction, with search_path set to the schema; with a table prefix, put it before "analysis_"
-- in every name of a table, constraint and index.

CREATE TABLE analysis_schema_version (
    version          integer        NOT NULL,
    min_code_version integer        NOT NULL,
    script           varchar(200)   NOT NULL,
    installed_at     timestamptz(6) NOT NULL,
    CONSTRAINT pk_analysis_schema_version PRIMARY KEY (version)
);

-- What never changes stands first, so that the log of a change within a page leaves it out. Inputs that do not fit a page stay
-- outside of the row, so that a status change does not write them again. Free space in each page lets a renewed lease stay
-- where it is: its column is in no index.
CREATE TABLE analysis_jobs (
    job_id           uuid           NOT NULL,
    analysis_type    varchar(100)   NOT NULL,
    type_version     varchar(100)   NOT NULL,
    subject_id       varchar(400)   NOT NULL,
    priority         integer        NOT NULL,
    input            text           NOT NULL,
    fingerprint      varchar(64)    NOT NULL,
    input_hash       varchar(64)    NOT NULL,
    max_attempts     integer        NOT NULL,
    created_at       timestamptz(6) NOT NULL,
    context          varchar(2000),
    operator_retries integer        NOT NULL,
    deadline_at      timestamptz(6) NOT NULL,
    run_at           timestamptz(6) NOT NULL,
    -- Where the job stands in the order of claims: each point of priority is a head start of one minute.
    claim_rank       timestamptz(6)
        GENERATED ALWAYS AS (((run_at AT TIME ZONE 'UTC') - make_interval(mins => priority)) AT TIME ZONE 'UTC') STORED,
    status           varchar(20)    NOT NULL,
    active_key       varchar(64),
    attempts         integer        NOT NULL,
    lease_token      bigint         NOT NULL,
    lease_owner      varchar(200),
    lease_until      timestamptz(6),
    result_id        uuid,
    failure_code     varchar(40),
    error_message    varchar(2000),
    started_at       timestamptz(6),
    completed_at     timestamptz(6),
    checkpoint       text,
    CONSTRAINT pk_analysis_jobs PRIMARY KEY (job_id),
    CONSTRAINT uq_analysis_jobs_active_key UNIQUE (active_key),
    CONSTRAINT ck_analysis_jobs_status
        CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
    CONSTRAINT ck_analysis_jobs_completed_at
        CHECK ((completed_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled'))),
    CONSTRAINT ck_analysis_jobs_lease
        CHECK ((lease_owner IS NOT NULL) = (status = 'processing') AND (lease_until IS NOT NULL) = (status = 'processing')),
    CONSTRAINT ck_analysis_jobs_claimed
        CHECK (status <> 'processing' OR (started_at IS NOT NULL AND attempts >= 1 AND lease_token >= 1)),
    CONSTRAINT ck_analysis_jobs_result
        CHECK ((result_id IS NOT NULL) = (status = 'completed')),
    CONSTRAINT ck_analysis_jobs_failure
        CHECK ((failure_code IS NOT NULL) = (status = 'failed') AND (error_message IS NOT NULL) = (status = 'failed')),
    CONSTRAINT ck_analysis_jobs_failure_code
        CHECK (failure_code ~ '^[A-Z][A-Z0-9_]{0,39}$'),
    CONSTRAINT ck_analysis_jobs_error_message
        CHECK (error_message ~ '\S'),
    CONSTRAINT ck_analysis_jobs_attempts
        CHECK (attempts BETWEEN 0 AND max_attempts),
    CONSTRAINT ck_analysis_jobs_priority
        CHECK (priority BETWEEN -1000 AND 1000),
    CONSTRAINT ck_analysis_jobs_counters
        CHECK (max_attempts >= 1 AND lease_token >= 0 AND operator_retries >= 0),
    CONSTRAINT ck_analysis_jobs_active_key
        CHECK (active_key IS NULL OR status IN ('pending', 'processing', 'completed')),
    CONSTRAINT ck_analysis_jobs_hashes
        CHECK (CHAR_LENGTH(fingerprint) = 64 AND CHAR_LENGTH(input_hash) = 64
            AND (active_key IS NULL OR CHAR_LENGTH(active_key) = 64))
) WITH (fillfactor = 80, toast_tuple_target = 1024, autovacuum_vacuum_scale_factor = 0.05);

-- In the order of claims; finished jobs are not in it. It ends with the due time, so that jobs that are not due yet are
-- passed over within the index.
CREATE INDEX ix_analysis_jobs_claim ON analysis_jobs (analysis_type, claim_rank, job_id, run_at)
    WHERE status = 'pending';

-- Its second condition holds for every pending job. The claim does not say it, so no plan of a claim can use this index.
CREATE INDEX ix_analysis_jobs_deadline ON analysis_jobs (deadline_at)
    WHERE status = 'pending' AND lease_owner IS NULL;

-- For the sweep, and for counting what runs of a type that is limited across nodes.
CREATE INDEX ix_analysis_jobs_processing ON analysis_jobs (job_id, analysis_type)
    WHERE status = 'processing';

CREATE INDEX ix_analysis_jobs_created ON analysis_jobs (created_at, job_id);

CREATE INDEX ix_analysis_jobs_subject ON analysis_jobs (subject_id, created_at, job_id);

-- For lists of what failed, and retries of all that failed alike.
CREATE INDEX ix_analysis_jobs_failed ON analysis_jobs (failure_code, created_at, job_id)
    WHERE status = 'failed';

-- For counts and retention. Only ended jobs are in it, so that no plan for open ones can come upon it.
CREATE INDEX ix_analysis_jobs_ended ON analysis_jobs (analysis_type, status, completed_at)
    WHERE status IN ('completed', 'failed', 'cancelled');

-- The output is there: not null, not blank, not the JSON null.
CREATE TABLE analysis_results (
    result_id     uuid           NOT NULL,
    job_id        uuid           NOT NULL,
    output        text           NOT NULL,
    created_at    timestamptz(6) NOT NULL,
    attempt       integer        NOT NULL,
    lease_token   bigint         NOT NULL,
    started_at    timestamptz(6) NOT NULL,
    request_id    varchar(200),
    http_status   integer,
    finish_reason varchar(200),
    tokens_in     bigint,
    tokens_out    bigint,
    calls         integer        NOT NULL,
    CONSTRAINT pk_analysis_results PRIMARY KEY (result_id),
    CONSTRAINT uq_analysis_results_job UNIQUE (job_id),
    CONSTRAINT uq_analysis_results_pair UNIQUE (job_id, result_id),
    CONSTRAINT fk_analysis_results_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_results_output CHECK (output !~ '^\s*(null\s*)?$'),
    CONSTRAINT ck_analysis_results_attempt CHECK (attempt >= 1 AND lease_token >= 1)
);

-- A completed job refers to its own result and to no other job's.
ALTER TABLE analysis_jobs
    ADD CONSTRAINT fk_analysis_jobs_result
    FOREIGN KEY (job_id, result_id) REFERENCES analysis_results (job_id, result_id);

CREATE TABLE analysis_attempts (
    job_id          uuid           NOT NULL,
    attempt         integer        NOT NULL,
    lease_token     bigint         NOT NULL,
    node            varchar(200)   NOT NULL,
    started_at      timestamptz(6) NOT NULL,
    ended_at        timestamptz(6) NOT NULL,
    outcome         varchar(20)    NOT NULL,
    failure_code    varchar(40)    NOT NULL,
    message         varchar(2000)  NOT NULL,
    violations      text,
    rejected_output text,
    request_id      varchar(200),
    http_status     integer,
    finish_reason   varchar(200),
    tokens_in       bigint,
    tokens_out      bigint,
    calls           integer        NOT NULL,
    CONSTRAINT pk_analysis_attempts PRIMARY KEY (job_id, lease_token),
    CONSTRAINT fk_analysis_attempts_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_attempts_outcome
        CHECK (outcome IN ('retried', 'gave_up', 'put_back', 'lease_expired', 'cancelled', 'found_incomplete')),
    CONSTRAINT ck_analysis_attempts_failure_code CHECK (failure_code ~ '^[A-Z][A-Z0-9_]{0,39}$'),
    CONSTRAINT ck_analysis_attempts_attempt CHECK (attempt >= 1 AND lease_token >= 1)
);

-- An outbox. A job ends once per start by submit or operator, so it has one notice of a kind for each.
CREATE TABLE analysis_notices (
    notice_id        uuid           NOT NULL,
    kind             varchar(40)    NOT NULL,
    job_id           uuid,
    operator_retries integer,
    analysis_type    varchar(100)   NOT NULL,
    subject_id       varchar(400),
    failure_code     varchar(40),
    message          varchar(2000),
    state            varchar(20)    NOT NULL,
    deliveries       integer        NOT NULL,
    delivered_to     varchar(4000)  NOT NULL,
    last_error       varchar(2000),
    due_at           timestamptz(6) NOT NULL,
    created_at       timestamptz(6) NOT NULL,
    settled_at       timestamptz(6),
    CONSTRAINT pk_analysis_notices PRIMARY KEY (notice_id),
    CONSTRAINT uq_analysis_notices_end UNIQUE (job_id, kind, operator_retries),
    CONSTRAINT ck_analysis_notices_kind
        CHECK (kind IN ('JOB_COMPLETED', 'JOB_FAILED', 'RESULT_INCOMPLETE', 'TYPE_PAUSED', 'ALERT_RAISED', 'ALERT_CLEARED')),
    CONSTRAINT ck_analysis_notices_state
        CHECK (state IN ('pending', 'delivered', 'parked')),
    CONSTRAINT ck_analysis_notices_settled_at
        CHECK ((settled_at IS NOT NULL) = (state IN ('delivered', 'parked'))),
    CONSTRAINT ck_analysis_notices_failure
        CHECK ((failure_code IS NULL) = (kind = 'JOB_COMPLETED') AND (message IS NULL) = (kind = 'JOB_COMPLETED')),
    CONSTRAINT ck_analysis_notices_failure_code CHECK (failure_code ~ '^[A-Z][A-Z0-9_]{0,39}$'),
    CONSTRAINT ck_analysis_notices_deliveries CHECK (deliveries >= 0)
) WITH (fillfactor = 80);

CREATE INDEX ix_analysis_notices_pending ON analysis_notices (created_at, notice_id)
    WHERE state = 'pending';

-- What the library mended, kept even when the job is deleted, but without the message.
CREATE TABLE analysis_repairs (
    repair_id    uuid           NOT NULL,
    job_id       uuid           NOT NULL,
    result_id    uuid,
    event        varchar(40)    NOT NULL,
    node         varchar(200)   NOT NULL,
    failure_code varchar(40)    NOT NULL,
    message      varchar(2000)  NOT NULL,
    repaired_at  timestamptz(6) NOT NULL,
    CONSTRAINT pk_analysis_repairs PRIMARY KEY (repair_id)
);

CREATE INDEX ix_analysis_repairs_job ON analysis_repairs (job_id);

CREATE INDEX ix_analysis_repairs_repaired ON analysis_repairs (repaired_at);

-- The type '*' stands for all types; no end means until resumed by hand.
CREATE TABLE analysis_pauses (
    analysis_type varchar(100)   NOT NULL,
    reason        varchar(2000)  NOT NULL,
    paused_at     timestamptz(6) NOT NULL,
    paused_until  timestamptz(6),
    CONSTRAINT pk_analysis_pauses PRIMARY KEY (analysis_type)
);

-- What alerts were raised for, one row for each incident; open until it is cleared.
CREATE TABLE analysis_alerts (
    alert_rule varchar(40)    NOT NULL,
    alert_key  varchar(100)   NOT NULL,
    message    varchar(2000)  NOT NULL,
    raised_at  timestamptz(6) NOT NULL,
    seen_at    timestamptz(6) NOT NULL,
    cleared_at timestamptz(6),
    CONSTRAINT pk_analysis_alerts PRIMARY KEY (alert_rule, alert_key)
);

-- What is kept of the types that are limited across nodes: when the next start would come if all came evenly. A claim under a
-- limit locks the row of its type.
CREATE TABLE analysis_limits (
    analysis_type varchar(100)   NOT NULL,
    next_at       timestamptz(6) NOT NULL,
    CONSTRAINT pk_analysis_limits PRIMARY KEY (analysis_type)
) WITH (fillfactor = 50);

INSERT INTO analysis_schema_version (version, min_code_version, script, installed_at)
    VALUES (1, 1, 'V1__create.sql', statement_timestamp());
