import { useWords } from '../i18n';

export function Reasons({ reasons }: { reasons: readonly string[] }) {
  const { word } = useWords();
  if (reasons.length === 0) return null;
  return <span className="reasons">{reasons.map((reason) => word('condition', reason)).join(', ')}</span>;
}
