namespace Ioc.Dashboard;

/// <summary>
/// Figures that only the composition root can collect, because they belong to parts the dashboard does not know.
/// Optional: without one, <c>GET /api/v1/system</c> answers null for them.
/// </summary>
public interface ISystemFigures
{
    SystemFigures Read();
}
