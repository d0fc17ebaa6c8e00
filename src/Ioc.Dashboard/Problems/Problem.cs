using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Ioc.Dashboard.Problems;

/// <summary>Problem details (RFC 9457) whose detail says what to do.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), type: "about:blank");

    /// <summary>A type of its own: the app asks for the password and does it again.</summary>
    public static ProblemHttpResult WantsProof() => TypedResults.Problem(
        "Show your password again first (POST /api/v1/account/proof): this changes what people may do.", statusCode: StatusCodes.Status403Forbidden,
        title: ReasonPhrases.GetReasonPhrase(StatusCodes.Status403Forbidden), type: "urn:ioc:problem:proof");

    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static ProblemHttpResult Unprocessable(string detail) => Of(StatusCodes.Status422UnprocessableEntity, detail);

    /// <summary>What to say where nothing more is known than the status.</summary>
    public static string DetailOf(int status) => status switch
    {
        400 => "The request could not be understood: compare it with /openapi/v1.json.",
        401 => "Sign in with POST /api/v1/session, or send Authorization: Bearer TOKEN.",
        403 => "Your role does not allow this: ask an administrator.",
        404 => "There is nothing here: compare the path with /openapi/v1.json.",
        405 => "This path does not answer this method: see the Allow header.",
        413 => "The body is too large: split it.",
        415 => "Send the body as application/json in UTF-8.",
        429 => "Too many attempts: wait a minute.",
        503 => "Not now: try again shortly.",
        _ => "The server failed; the fault is in its log under the time of this answer.",
    };
}
