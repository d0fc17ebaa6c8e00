using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Ioc.Dashboard.Problems;

/// <summary>Problem details (RFC 9457) whose detail says what to do.</summary>
internal static class Problem
{
    /// <summary>Before the word of the refusal.</summary>
    public const string TypePrefix = "urn:ioc:problem:";

    /// <param name="status">What HTTP calls it.</param>
    /// <param name="detail">For whoever calls the interface, in English.</param>
    /// <param name="refusal">For the app, which says it in its user's language.</param>
    /// <param name="args">Numbers, dates and names that the app's words need, by name.</param>
    public static ProblemHttpResult Of(int status, string detail, Refusal refusal, params ReadOnlySpan<(string Name, object Value)> args)
    {
        Dictionary<string, object?>? extensions = null;
        if (args.Length > 0)
        {
            var values = new Dictionary<string, object>(args.Length);
            foreach ((string name, object value) in args) values[name] = value;
            extensions = new Dictionary<string, object?> { ["args"] = values };
        }

        return TypedResults.Problem(
            detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), type: TypePrefix + EnumWords<Refusal>.Word(refusal), extensions: extensions);
    }

    /// <summary>Where nothing more is known than the status.</summary>
    public static ProblemHttpResult Of(int status) => status switch
    {
        400 => Of(status, "The request could not be understood: compare it with /openapi/v1.json.", Refusal.RequestInvalid),
        401 => Of(status, "Sign in with POST /api/v1/session, or send Authorization: Bearer TOKEN.", Refusal.SignInFirst),
        403 => Of(status, "Your role does not allow this: ask an administrator.", Refusal.NotAllowed),
        404 => Of(status, "There is nothing here: compare the path with /openapi/v1.json.", Refusal.NothingHere),
        405 => Of(status, "This path does not answer this method: see the Allow header.", Refusal.MethodWrong),
        413 => Of(status, "The body is too large: split it.", Refusal.TooLarge),
        415 => Of(status, "Send the body as application/json in UTF-8.", Refusal.NotJson),
        429 => Of(status, "Too many attempts: wait a minute.", Refusal.TooMuchAtOnce),
        503 => Of(status, "Not now: try again shortly.", Refusal.NotReady),
        < 500 => Of(status, "The request could not be served: compare it with /openapi/v1.json.", Refusal.RequestInvalid),
        _ => Of(status, "The server failed; the fault is in its log under the time of this answer.", Refusal.Failed),
    };

    /// <summary>The app asks for the password and does it again.</summary>
    public static ProblemHttpResult WantsProof() => Of(
        StatusCodes.Status403Forbidden, "Show your password again first (POST /api/v1/account/proof): this changes what people may do.", Refusal.Proof);

    public static ProblemHttpResult Unauthorized(string detail, Refusal refusal) => Of(StatusCodes.Status401Unauthorized, detail, refusal);

    public static ProblemHttpResult Forbidden(string detail, Refusal refusal) => Of(StatusCodes.Status403Forbidden, detail, refusal);

    /// <summary>What a screen of ours asks in another way: the detail says where it is wrong.</summary>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail, Refusal.RequestInvalid);

    public static ProblemHttpResult BadRequest(string detail, Refusal refusal, params ReadOnlySpan<(string Name, object Value)> args) =>
        Of(StatusCodes.Status400BadRequest, detail, refusal, args);

    public static ProblemHttpResult NotFound(string detail, Refusal refusal) => Of(StatusCodes.Status404NotFound, detail, refusal);

    public static ProblemHttpResult Conflict(string detail, Refusal refusal, params ReadOnlySpan<(string Name, object Value)> args) =>
        Of(StatusCodes.Status409Conflict, detail, refusal, args);

    public static ProblemHttpResult Unprocessable(string detail, Refusal refusal, params ReadOnlySpan<(string Name, object Value)> args) =>
        Of(StatusCodes.Status422UnprocessableEntity, detail, refusal, args);

    public static ProblemHttpResult Unavailable(string detail, Refusal refusal) => Of(StatusCodes.Status503ServiceUnavailable, detail, refusal);
}
