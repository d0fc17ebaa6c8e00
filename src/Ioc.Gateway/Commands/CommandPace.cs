namespace Ioc.Gateway.Commands;

/// <summary>Spreads a province-wide order: at most a tenth of <see cref="GatewayLimits.CommandsPerSecondMax"/> in any tenth of a second.</summary>
internal sealed class CommandPace(TimeProvider time)
{
    private const int SlicesPerSecond = 10;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1.0 / SlicesPerSecond);

    private long _sliceStart = time.GetTimestamp();
    private int _sent;

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var elapsed = time.GetElapsedTime(_sliceStart);
        if (elapsed >= Slice)
            Begin();
        else if (_sent >= GatewayLimits.CommandsPerSecondMax / SlicesPerSecond)
        {
            await Task.Delay(Slice - elapsed, time, cancellationToken);
            Begin();
        }

        _sent++;
    }

    private void Begin()
    {
        _sliceStart = time.GetTimestamp();
        _sent = 0;
    }
}
