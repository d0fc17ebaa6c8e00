using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ioc.Host.Calling;
using Ioc.Host.Importing;

namespace Ioc.Host.Exporting;

internal static class DeviceCsv
{
    public static string Write(IReadOnlyList<DeviceDocument> devices)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // LF on every system: the same registry makes the same bytes, so that an export can be compared and kept under version control.
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        Row(csv, DeviceColumns.All);
        foreach (var device in devices)
        {
            Row(csv, DeviceColumns.All.Select(column => DeviceCells.Text(device, column)));
        }

        csv.Flush();
        return text.ToString();
    }

    private static void Row(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
