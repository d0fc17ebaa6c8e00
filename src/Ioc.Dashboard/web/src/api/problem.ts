// What went wrong, in the words of the user's language. The server's `detail` says what to do (RFC 9457), so it is shown
// as it is; we only add words where no server answered, or where the status alone says more than the detail.

export type ProblemKind = 'network' | 'signedOut' | 'forbidden' | 'notFound' | 'tooMany' | 'server' | 'refused';

export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly detail: string | null,
    /** The password again, and then the same. */
    readonly wantsProof = false,
  ) {
    super(detail ?? kind);
    this.name = 'Problem';
  }
}

export function kindOfStatus(status: number): ProblemKind {
  if (status === 401) return 'signedOut';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'server' : 'refused';
}

/** Reads a problem document; a proxy's HTML page or an empty body is no detail. */
export function problemOf(status: number, body: string): Problem {
  return new Problem(kindOfStatus(status), status, detailOf(body), body.includes('"urn:ioc:problem:proof"'));
}

function detailOf(body: string): string | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { detail, title } = parsed as { detail?: unknown; title?: unknown };
    if (typeof detail === 'string' && detail !== '') return detail;
    return typeof title === 'string' && title !== '' ? title : null;
  } catch {
    return null;
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('network', 0, null);
}
