// Typing "ham rong" finds "Hàm Rồng": marks and đ are folded away on both sides.

export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
}
