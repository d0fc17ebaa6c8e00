namespace Ioc.Host.Simulation.Province;

/// <summary>Names that sound Vietnamese and belong to no real place we know of: two syllables drawn from dreams, mist and water.</summary>
internal sealed class PlaceNames(Random random)
{
    private static readonly string[] First =
    [
        "Mơ", "Mộng", "Sương", "Mây", "Trăng", "Vân Mộng", "Hư", "Ảo", "Huyễn", "Mộng Lam", "Sao", "Nguyệt Mộng", "Thoảng", "Thinh", "Lãng",
    ];

    private static readonly string[] Second =
    [
        "Hà", "Khê", "Sơn", "Thủy", "Điền", "Lâm", "Trì", "Giang", "Phong", "Thạch", "Vĩ", "Lĩnh", "Bình", "Nham", "Tuyền", "Châu", "Viên",
    ];

    private static readonly string[] Hamlets =
    [
        "Thượng", "Hạ", "Trung", "Đông", "Đoài", "Nam", "Bắc", "Nội", "Ngoại", "Giữa", "Mới", "Bến", "Chùa", "Đình", "Gò", "Đồi", "Suối", "Cầu",
    ];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public string Commune()
    {
        // 255 pairs for some forty communes; a number behind the name beyond that, so that the loop always ends.
        for (var attempt = 0; ; attempt++)
        {
            var name = $"{First[random.Next(First.Length)]} {Second[random.Next(Second.Length)]}";
            if (attempt > 100)
                name = $"{name} {attempt}";
            if (_used.Add(name))
                return name;
        }
    }

    /// <param name="communeName">Hamlets carry the first word of their commune's name.</param>
    /// <param name="index">Position within the commune, from 0.</param>
    public static string Hamlet(string communeName, int index)
    {
        var word = Hamlets[index % Hamlets.Length];
        var round = index / Hamlets.Length;
        var stem = communeName.Split(' ')[0];
        return round == 0 ? $"{stem} {word}" : $"{stem} {word} {round + 1}";
    }
}
