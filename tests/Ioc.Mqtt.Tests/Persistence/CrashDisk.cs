using Ioc.Mqtt.Persistence;
using Microsoft.Win32.SafeHandles;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>
/// A real directory that also knows what a power cut would leave of it: contents up to their last flush and some of what came after, names
/// as of the directory's last flush or later. It can refuse, and it can hold its flushes.
/// </summary>
internal sealed class CrashDisk : IStoreDisk
{
    private readonly StoreDisk _real = new();
    private readonly object _gate = new();
    private readonly Dictionary<SafeFileHandle, Content> _byHandle = [];
    private readonly Dictionary<string, Content> _names;
    private Dictionary<string, Content> _durableNames;
    private bool _held;

    public CrashDisk(string directory)
    {
        Directory.CreateDirectory(directory);
        _names = Directory.EnumerateFiles(directory).Where(p => Path.GetFileName(p) != "lock").ToDictionary(p => p, p => new Content(File.ReadAllBytes(p)));
        _durableNames = new Dictionary<string, Content>(_names);
    }

    /// <summary>Asked before each call, with its name and path; may throw as a disk does.</summary>
    public Action<string, string> Before { get; set; } = (_, _) => { };

    public int Flushes { get; private set; }

    /// <summary>From here no flush returns until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate) _held = true;
    }

    public void Release()
    {
        lock (_gate)
        {
            _held = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What a power cut now would leave, into a new directory.</summary>
    public void CrashTo(string target, Random random)
    {
        Directory.CreateDirectory(target);
        lock (_gate)
        {
            foreach ((string path, Content content) in random.Next(2) == 0 ? _durableNames : _names)
            {
                int torn = random.Next(4) == 0 ? content.Bytes.Count - content.DurableBytes : random.Next(content.Bytes.Count - content.DurableBytes + 1);
                byte[] bytes = [.. content.Bytes.Take(content.DurableBytes + torn)];
                File.WriteAllBytes(Path.Combine(target, Path.GetFileName(path)), bytes);
            }
        }
    }

    public SafeFileHandle Create(string path)
    {
        lock (_gate)
        {
            Before("create", path);
            SafeFileHandle file = _real.Create(path);
            _byHandle[file] = _names[path] = new Content();
            return file;
        }
    }

    public SafeFileHandle Open(string path)
    {
        lock (_gate)
        {
            SafeFileHandle file = _real.Open(path);
            _byHandle[file] = _names[path];
            return file;
        }
    }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        lock (_gate)
        {
            Before("write", "");
            _real.Write(file, bytes, offset);
            Content content = _byHandle[file];
            content.Bytes.RemoveRange((int)offset, content.Bytes.Count - (int)offset);
            content.Bytes.AddRange(bytes);
        }
    }

    public void Flush(SafeFileHandle file)
    {
        lock (_gate)
        {
            Before("flush", "");
            while (_held) Monitor.Wait(_gate);
            _byHandle[file].DurableBytes = _byHandle[file].Bytes.Count;
            Flushes++;
        }
    }

    public void Truncate(SafeFileHandle file, long length)
    {
        lock (_gate)
        {
            Before("truncate", "");
            _real.Truncate(file, length);
            Content content = _byHandle[file];
            content.Bytes.RemoveRange((int)length, content.Bytes.Count - (int)length);
            content.DurableBytes = Math.Min(content.DurableBytes, (int)length);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            Before("rename", to);
            _real.Rename(from, to);
            _names.Remove(from, out Content? content);
            _names[to] = content!;
        }
    }

    public void Delete(string path)
    {
        lock (_gate)
        {
            Before("delete", path);
            _real.Delete(path);
            _names.Remove(path);
        }
    }

    public void FlushDirectory(string path)
    {
        lock (_gate)
        {
            Before("flush directory", path);
            _durableNames = new Dictionary<string, Content>(_names);
        }
    }

    private sealed class Content(params byte[] bytes)
    {
        public List<byte> Bytes { get; } = [.. bytes];

        public int DurableBytes { get; set; } = bytes.Length;
    }
}
