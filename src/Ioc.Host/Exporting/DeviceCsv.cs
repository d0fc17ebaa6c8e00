using System.Globalization;
using CsvHelper;
using Ioc.Dashboard.Wire;
using Ioc.Host.Importing;

namespace Ioc.Host.Exporting;

internal static class DeviceCsv
{
    public static string Write(IReadOnlyList<DeviceDocument> devices)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // LF on every system: the same registry makes the same bytes, so that an export can be compared and kept under version control.
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord([.. DeviceColumns.All]);
            foreach (var device in devices)
            {
                csv.WriteRecord([.. DeviceColumns.All.Select(column => DeviceCells.Text(device, column))]);
            }
        }

        return text.ToString();
    }
}
