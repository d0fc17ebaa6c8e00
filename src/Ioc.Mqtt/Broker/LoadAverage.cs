namespace Ioc.Mqtt.Broker;

/// <summary>How much something happened per minute, averaged over the last 1, 5 and 15 minutes with exponential weights, as Unix' load is.</summary>
internal sealed class LoadAverage(string name, Func<long> total)
{
    private static readonly int[] Minutes = [1, 5, 15];

    private readonly double[] _perMinute = new double[Minutes.Length];
    private long _last = total();

    /// <summary>Takes what happened in the last seconds into account.</summary>
    public void Update(double seconds)
    {
        long now = total();
        double perMinute = (now - _last) * 60 / seconds;
        _last = now;
        for (int i = 0; i < Minutes.Length; i++) _perMinute[i] += (perMinute - _perMinute[i]) * (1 - Math.Exp(-seconds / (60 * Minutes[i])));
    }

    public IEnumerable<(string Topic, double Value)> Values() => Minutes.Select((minutes, i) => ($"load/{name}/{minutes}min", _perMinute[i]));
}
