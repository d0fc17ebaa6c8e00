namespace Ioc.Host.Simulation.Province;

/// <summary>Divides a count by weights without losing one: whole parts first, then the largest remainders.</summary>
internal static class Shares
{
    public static int[] Of(int count, double[] weights)
    {
        var sum = weights.Sum();
        var exact = weights.Select(weight => count * weight / sum).ToArray();
        var shares = exact.Select(share => (int)share).ToArray();
        var left = count - shares.Sum();
        var byRemainder = Enumerable.Range(0, weights.Length).OrderByDescending(index => exact[index] - shares[index]).ThenBy(index => index);
        foreach (var index in byRemainder.Take(left))
            shares[index]++;
        return shares;
    }
}
