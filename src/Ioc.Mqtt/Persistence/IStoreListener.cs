namespace Ioc.Mqtt.Persistence;

/// <summary>Who has something that may leave only after a commit. Called on the commit thread, so short and never blocking.</summary>
internal interface IStoreListener
{
    /// <summary>The latest commit this listener is entered for; the store's own note, guarded by its lock.</summary>
    long EnteredFor { get; set; }

    /// <summary>Everything up to this commit is on the medium.</summary>
    void Committed(long ticket);

    /// <summary>The disk refused; the records are kept and tried again, but nobody knows until when.</summary>
    void CommitFailed();
}
