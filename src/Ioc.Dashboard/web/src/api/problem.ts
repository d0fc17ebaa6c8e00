// What went wrong: the server says it by the refusal's type (RFC 9457) with the values that words for it need; its `detail` is English and
// speaks to programs. i18n/problemText.ts says it to the user.

export type ProblemKind = 'network' | 'signedOut' | 'forbidden' | 'notFound' | 'tooMany' | 'busy' | 'server' | 'refused';

export type ProblemArgs = Readonly<Record<string, string | number>>;

const typePrefix = 'urn:ioc:problem:';

export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly detail: string | null,
    /** As the server calls it; a server newer than this page may say what the page does not know. */
    readonly refusal: string | null = null,
    readonly args: ProblemArgs = {},
  ) {
    super(detail ?? kind);
    this.name = 'Problem';
  }

  /** The password again, and then the same. */
  get wantsProof(): boolean {
    return this.refusal === 'proof';
  }
}

function kindOfStatus(status: number): ProblemKind {
  if (status === 401) return 'signedOut';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'tooMany';
  if (status === 503) return 'busy';
  return status >= 500 ? 'server' : 'refused';
}

/** Reads a problem document; a proxy's HTML page or an empty body says no more than its status. */
export function problemOf(status: number, body: string): Problem {
  const { type, title, detail, args } = documentOf(body);
  const refusal = typeof type === 'string' && type.startsWith(typePrefix) ? type.slice(typePrefix.length) : null;
  return new Problem(kindOfStatus(status), status, textOf(detail) ?? textOf(title), refusal, argsOf(args));
}

function documentOf(body: string): { type?: unknown; title?: unknown; detail?: unknown; args?: unknown } {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown) => typeof value === 'string' && value !== '' ? value : null;

function argsOf(value: unknown): ProblemArgs {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number'));
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('network', 0, null);
}
