using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Access;

internal static class CallerEndings
{
    /// <summary>
    /// For answers that take long: one that is still being sent when its session is signed out or its token revoked breaks off there, and whoever
    /// reads it sees that it is not whole.
    /// </summary>
    public static void BreakOffWithCaller(this HttpContext http)
    {
        Endings endings = http.RequestServices.GetRequiredService<Endings>();
        Caller caller = Caller.Of(http);
        foreach (string end in caller.Ends) http.Response.RegisterForDispose(endings.Watch(end, http.Abort));
        // Ended between being let in and being watched.
        if (http.RequestServices.GetRequiredService<Callers>().Find(caller.Credential, null) is null) http.Abort();
    }
}
