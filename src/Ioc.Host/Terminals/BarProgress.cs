using Spectre.Console;

namespace Ioc.Host.Terminals;

internal sealed class BarProgress(ProgressTask task) : IProgressMark
{
    public void Advance(long count) => task.Increment(count);

    public void Expect(long total) => task.MaxValue = Math.Max(1, total);
}
