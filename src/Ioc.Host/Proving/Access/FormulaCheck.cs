using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using CsvHelper;

namespace Ioc.Host.Proving.Access;

/// <summary>Ids, names and reasons that a spreadsheet would run, or that would be a line of their own, and every CSV in which they get out.</summary>
internal sealed class FormulaCheck : IAccessCheck
{
    /// <summary>With what spreadsheets begin a formula; the last is what a guard of ours must not be taken for.</summary>
    private static readonly string[] Starts = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "'="];

    public string Name => "formulas";

    public string What => "line protocol and formulas as ids, names, reasons and client ids, and whether the CSV of devices, telemetry and the audit holds one";

    public async Task RunAsync(AccessProof proof)
    {
        using var engineer = proof.As(AccessProof.User("engineer", AccessProof.Here));
        foreach (var id in (string[])["=cmd|'/c calc'!A1", "x,host=a y=1\nz", "@SUM(1)", "a b", "+1", "-2+3", "\t1", "'=1"])
            proof.Tally.Refused(await PutAsync(engineer, id, "x") == HttpStatusCode.UnprocessableEntity, $"a device called {id}");
        for (var start = 0; start < Starts.Length; start++)
        {
            var formula = Starts[start] + "HYPERLINK(\"http://elsewhere.example\",A1)";
            var status = await PutAsync(engineer, $"fx-{start}-a", formula);
            // A name with a line break in it is no name; any other is one, whatever a spreadsheet makes of it.
            proof.Tally.Allowed(status == HttpStatusCode.OK || (status == HttpStatusCode.UnprocessableEntity && Starts[start].Any(char.IsControl)), $"a device named {formula} ({(int)status})");
            using var chief = proof.As(AccessProof.User("engineer", ""));
            using var blocked = await chief.PostAsJsonAsync("/api/v1/strangers/block", new { clientId = formula, why = formula });
            proof.Tally.Allowed(blocked.IsSuccessStatusCode, $"blocking a client called {formula}");
        }

        await proof.SayAsync("ls-a", """{"line_state":"open","volume_percent":70,"=cmd":1,"-x":2}""");
        await proof.Server.UntilAsync("/api/v1/series?device=ls-a&metric=volume_percent", answer => answer["series"]!.AsArray().Count > 0);
        var (exit, devices) = await ChildServer.RunAsync("export", "devices", "--data", proof.Server.DataDirectory);
        proof.Tally.Allowed(exit == ExitCode.Ok, "an export of devices");
        Look(proof, "devices", devices, Starts.Length / 2);
        Look(proof, "telemetry", await proof.Server.GetTextAsync($"/api/v1/series/export?unit={AccessProof.Here}&metric=volume_percent"), 0);
        Look(proof, "raw telemetry", await proof.Server.GetTextAsync("/api/v1/series/export?device=ls-a&metric=volume_percent&metric=-x&raw=true"), 1);
        Look(proof, "audit", await proof.Server.GetTextAsync("/api/v1/audit/export?format=csv"), Starts.Length);
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string id, string name)
    {
        var device = new { id, kind = "hotspot", name, vendor = name, unitCode = AccessProof.Here, latitude = 19.8, longitude = 105.6, hotspot = new { accessPoints = 1, placeType = "market", backhaul = "fibre" } };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/devices") { Content = JsonContent.Create(new { devices = new[] { device } }) };
        request.Headers.Add("X-Ioc-Reason", Uri.EscapeDataString(name));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static void Look(AccessProof proof, string what, string csv, int rowsMin)
    {
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(csv), new CsvReaderOptions());
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            for (var cell = 0; cell < reader.FieldCount; cell++)
                proof.Tally.Refused(!IsFormula(reader.GetString(cell)), $"a formula in the CSV of {what}: {reader.GetString(cell)}");
        }

        proof.Tally.Allowed(rows >= rowsMin, $"the CSV of {what}, which has {rows} rows");
    }

    private static bool IsFormula(string cell) =>
        cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
