using System.Text;
using Ioc.Host.Importing;

namespace Ioc.Host.Tests.Importing;

public sealed class CsvFileTests
{
    private static readonly string[] Required = ["id", "name"];
    private static readonly string[] Optional = ["tags"];

    [Theory]
    [InlineData("id,name\na,Loa 1\nb,Loa 2\n")]
    [InlineData("id,name\r\na,Loa 1\r\nb,Loa 2\r\n")]
    [InlineData("\uFEFFid,name\na,Loa 1\nb,Loa 2")]
    [InlineData("id;name\na;Loa 1\nb;Loa 2\n")]
    [InlineData("sep=;\nid;name\na;Loa 1\nb;Loa 2\n")]
    [InlineData("id\tname\na\tLoa 1\nb\tLoa 2\n")]
    [InlineData("name,id\nLoa 1,a\n\n\"Loa 2\",b\n")]
    [InlineData("\"id\",\"name\"\n\"a\",\"Loa 1\"\n\"b\",\"Loa 2\"\n")]
    public void A_file_as_people_save_it_gives_its_rows(string text)
    {
        var table = Read(text);

        Assert.Empty(table.Errors);
        Assert.Equal([("a", "Loa 1"), ("b", "Loa 2")], table.Rows.Select(row => (row["id"], row["name"])));
    }

    [Fact]
    public void A_quoted_cell_keeps_separators_quotes_and_line_breaks()
    {
        var table = Read("id,name\na,\"Loa \"\"A\"\", thôn 1\r\ntầng 2\"\nb,c\n");

        Assert.Empty(table.Errors);
        Assert.Equal("Loa \"A\", thôn 1\r\ntầng 2", table.Rows[0]["name"]);
        Assert.Equal((2, 4), (table.Rows[0].Line, table.Rows[1].Line));
    }

    [Theory]
    [InlineData("id,name\na,b\nc\nd,e\n", 3, "1 columns where the header has 2")]
    [InlineData("id,name\na,b\nc,d,e\nd,e\n", 3, "3 columns where the header has 2")]
    [InlineData("id,name\na,b\nc,19,8\nd,e\n", 3, "put quotes around a cell that holds a ','")]
    [InlineData("id,name\na,b\nc,x\"y\nd,e\n", 3, "a quote inside a cell")]
    [InlineData("id,name\na,b\n\"c\"x,y\nd,e\n", 3, "text follows a closing quote")]
    public void A_bad_row_is_named_with_its_line_and_the_others_are_kept(string text, int line, string reason)
    {
        var table = Read(text);

        var error = Assert.Single(table.Errors);
        Assert.Equal(line, error.Line);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(["a", "d"], table.Rows.Select(row => row["id"]));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_named_where_it_opens()
    {
        var table = Read("id,name\na,b\nc,\"d\ne,f\ng,h\n");

        Assert.Contains(table.Errors, error => error.Line == 3 && error.Reason.Contains("never closed", StringComparison.Ordinal));
        Assert.Equal(["a"], table.Rows.Select(row => row["id"]));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_make_a_bad_row_and_not_a_wrong_name()
    {
        byte[] file = [.. "id,name\na,Loa\nb,Th"u8, 0xF4, .. "n\nc,Loa\n"u8];

        var table = CsvReading.Read(file, Required, Optional);

        Assert.Equal(3, Assert.Single(table.Errors).Line);
        Assert.Contains("UTF-8", table.Errors[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], table.Rows.Select(row => row["id"]));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id\nname\n", "'name' is missing")]
    [InlineData("id,name,colour\n", "unknown column 'colour'")]
    [InlineData("id,name,id\n", "column 'id' stands twice")]
    [InlineData("ID,Name\n", "unknown column 'ID'")]
    public void A_wrong_header_is_named_and_gives_no_rows(string text, string reason)
    {
        var table = Read(text);

        Assert.Empty(table.Rows);
        Assert.Contains(table.Errors, error => error.Line == 1 && error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_in_UTF_16_as_spreadsheets_call_Unicode_text_is_read()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id\tname\na\tThôn Bãi Đá\n")];

        Assert.Equal("Thôn Bãi Đá", Assert.Single(CsvReading.Read(file, Required, Optional).Rows)["name"]);
    }

    [Fact]
    public void A_row_of_megabytes_is_refused_and_the_next_is_read()
    {
        var table = Read($"id,name\na,\"{new string('x', 2_000_000)}\"\nb,c\n");

        Assert.Equal(2, Assert.Single(table.Errors).Line);
        Assert.Equal("b", Assert.Single(table.Rows)["id"]);
    }

    [Fact]
    public void Any_bytes_give_rows_or_errors_and_never_an_exception()
    {
        var random = new Random(20261122);
        var alphabet = "id,name\n\r\"';\t\\a\0\u00ff"u8.ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var noise = new byte[random.Next(60)];
            for (var index = 0; index < noise.Length; index++)
            {
                noise[index] = random.Next(10) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var table = CsvReading.Read((byte[])[.. "id,name\n"u8, .. noise], Required, Optional);

            Assert.All(table.Errors, error => Assert.InRange(error.Line, 1, noise.Length + 2));
            Assert.All(table.Rows, row => Assert.NotNull(row["name"]));
        }
    }

    private static CsvTable Read(string text) => CsvReading.Read(Encoding.UTF8.GetBytes(text), Required, Optional);
}
