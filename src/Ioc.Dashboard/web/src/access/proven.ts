// Who may do what is changed by who showed lately who they are; a browser that was left open is asked for the password, and goes on where it was.
import { Problem } from '../api/problem';

/** Answers whether the password was shown. */
type Ask = () => Promise<boolean>;

let asking: Ask | null = null;

/** How the page in sight asks; answers how to stop. */
export function whenProofIsWanted(ask: Ask): () => void {
  asking = ask;
  return () => { if (asking === ask) asking = null; };
}

export async function proven<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem && error.wantsProof && asking && await asking())) throw error;
    return work();
  }
}
