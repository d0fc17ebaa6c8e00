using System.Text;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests.Seams;

public sealed record JournaledEntry(EntryKind Kind, int DeviceHandle, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);
}
