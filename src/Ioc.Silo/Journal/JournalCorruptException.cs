namespace Ioc.Silo.Journal;

/// <summary>The journal's files are damaged where they were durable once: a person must decide. The message names file and offset.</summary>
public sealed class JournalCorruptException(string message) : Exception(message);
