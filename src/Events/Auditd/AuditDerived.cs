using System.Buffers.Text;
using Sekisho.Events.Names;

namespace Sekisho.Events.Auditd;

/// <summary>
/// Fields that follow from others: the names of architecture and system call where the log has numbers only, and for
/// a program that was started the fields of Sigma's category <c>process_creation</c>.
/// </summary>
internal sealed class AuditDerived(FieldNames names)
{
    private readonly int _serial = names.Add("serial"u8);
    private readonly int _arch = names.Add("arch"u8);
    private readonly int _archName = names.Add("ARCH"u8);
    private readonly int _syscall = names.Add("syscall"u8);
    private readonly int _syscallName = names.Add("SYSCALL"u8);
    private readonly int _commandLine = names.Add("CommandLine"u8);

    private readonly (int From, int To)[] _execution =
    [
        (names.Add("exe"u8), names.Add("Image"u8)),
        (names.Add("cwd"u8), names.Add("CurrentDirectory"u8)),
        (names.Add("pid"u8), names.Add("ProcessId"u8)),
        (names.Add("ppid"u8), names.Add("ParentProcessId"u8)),
        (names.Add("ses"u8), names.Add("LogonId"u8)),
    ];

    private readonly int _user = names.Add("User"u8);
    private readonly int _uidName = names.Add("UID"u8);
    private readonly int _uid = names.Add("uid"u8);

    /// <summary>Adds them to an event.</summary>
    public void Add(AuditGroup group, EventRecord into)
    {
        var room = into.Reserve(20);
        into.Commit(_serial, EventValueKind.Number, Utf8Formatter.TryFormat(group.Serial, room, out var written) ? written : 0);
        SystemCall(into);
        if (!group.IsExecution) return;
        if (!group.CommandLine.IsEmpty) into.Add(_commandLine, EventValueKind.Text, group.CommandLine);
        foreach (var (from, to) in _execution) Copy(from, to, into);
        if (!Copy(_uidName, _user, into)) Copy(_uid, _user, into);
    }

    private void SystemCall(EventRecord into)
    {
        var arch = into.IndexOf(_arch);
        if (arch < 0) return;
        var name = SystemCalls.Architecture(into.Text(arch), out var index);
        if (index < 0) return;
        if (into.IndexOf(_archName) < 0) into.Add(_archName, EventValueKind.Text, name);
        var call = into.IndexOf(_syscall);
        if (call < 0 || into.IndexOf(_syscallName) >= 0) return;
        var callName = SystemCalls.NameOf(index, into.Text(call));
        if (!callName.IsEmpty) into.Add(_syscallName, EventValueKind.Text, callName);
    }

    private static bool Copy(int from, int to, EventRecord into)
    {
        var at = into.IndexOf(from);
        if (at < 0) return false;
        // The room may move while it is asked for: the text is looked up behind that.
        var length = into.Text(at).Length;
        var room = into.Reserve(length);
        into.Text(at).CopyTo(room);
        into.Commit(to, EventValueKind.Text, length);
        return true;
    }
}
