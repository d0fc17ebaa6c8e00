namespace Ioc.Host.Importing;

/// <summary>One record of an input file, whatever its format, as text by column name; an absent column is an empty text.</summary>
internal interface IRowCells
{
    int Line { get; }

    string this[string column] { get; }
}
