using System.Globalization;
using Ioc.Devices;

namespace Ioc.Host.Importing;

/// <summary>
/// One cell of a site in one piece of text, seven fields between colons: <c>c1:5g:n78:120:35:6:58</c> is id, technology, band, azimuth, height,
/// tilt and EIRP in their usual units. A person can edit it in a spreadsheet, unlike JSON.
/// </summary>
internal static class RadioCellText
{
    public static string Write(Cell cell) => ListText.Join(
        [cell.Id, cell.Technology, cell.Band, Number(cell.AzimuthDegrees), Number(cell.HeightMetres), Number(cell.TiltDegrees), Number(cell.EirpDbm)], ':');

    public static Cell? Read(string text, CellReader cells)
    {
        var fields = ListText.Split(text, ':');
        if (fields.Count != DeviceColumns.OfCell.Count)
        {
            cells.Refuse($"cell '{text}' must be {string.Join(':', DeviceColumns.OfCell)}");
            return null;
        }

        var numbers = new double[4];
        for (var index = 0; index < numbers.Length; index++)
        {
            if (!double.TryParse(fields[3 + index], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[index]) || !double.IsFinite(numbers[index]))
            {
                cells.Refuse($"cell '{text}': {DeviceColumns.OfCell[3 + index]} '{fields[3 + index]}' is not a number");
                return null;
            }
        }

        return new Cell(fields[0], fields[1], fields[2], numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
