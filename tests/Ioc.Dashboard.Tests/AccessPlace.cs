namespace Ioc.Dashboard.Tests;

internal enum AccessPlace
{
    Open,
    Own,
    Filtered,
    Target,
    Whole,
}
