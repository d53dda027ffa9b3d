namespace Sekisho.House.Tests.Code;

public sealed class BannedConstructsTests
{
    /// <summary>Files that call the operating system directly, each with its reason.</summary>
    private static readonly Dictionary<string, string> MayCallNatively = new(StringComparer.Ordinal)
    {
        ["src/Confinement/Native/LinuxCalls.cs"] = "syscall: Landlock, seccomp, capabilities and users of single threads have no call in .NET",
        ["src/Kernel/Files/DataSync.cs"] = "fdatasync and syncfs: .NET has no call for them",
        ["src/Kernel/Files/FolderSync.cs"] = "fsync of a folder: .NET has no call for it",
        ["src/Kernel/Cryptography/Libcrypto.cs"] = "Ed25519: .NET does not have it",
        ["src/Roles/Memory/MappedCode.cs"] = "madvise: .NET has no call to take unused pages of libraries out of a process",
        ["src/Roles/Hosting/OwnSession.cs"] = "setsid: .NET cannot take a child out of its parent's process group",
    };

    [Fact]
    public void There_is_code_to_look_at() => Assert.True(Source.In("src").Count() > 40, "the rules below looked at almost nothing");

    [Fact]
    public void No_comment_is_a_note_to_self() =>
        House.Holds("Comments say why; open work is not kept in comments", "Do it, or describe the limit as it is.", Source.All.SelectMany(BannedConstructs.NotesToSelf));

    [Fact]
    public void Nothing_is_left_unwritten() =>
        House.Holds("No NotImplementedException", "Write it, or take the member away.", Source.All.SelectMany(BannedConstructs.Unwritten));

    [Fact]
    public void No_exception_is_swallowed() =>
        House.Holds("No empty catch of everything; an empty catch of one exception says why", "Catch the one exception that is expected and say why nothing is to be done, or let it pass.", Source.All.SelectMany(BannedConstructs.Swallowed));

    [Fact]
    public void Every_test_can_fail() =>
        House.Holds("No assertion that is always true", "Assert what the code did.", Source.In("tests").SelectMany(BannedConstructs.TestsThatCannotFail));

    [Fact]
    public void No_test_is_switched_off() =>
        House.Holds("No test is switched off in the source", "Mend or remove it; a test that needs data or a program uses CorpusFact or ProgramFact.", Source.In("tests").SelectMany(BannedConstructs.SwitchedOffTests));

    [Fact]
    public void Every_test_is_disposed() =>
        House.Holds("No test class with IAsyncDisposable alone", "Implement IAsyncLifetime as well: xunit calls only that.", Source.In("tests").SelectMany(BannedConstructs.TestsNeverDisposed));

    [Fact]
    public void Every_type_says_what_it_does() =>
        House.Holds("No Manager, Helper, Utils", "Name the type after the thing or the verb of the domain.", Source.All.SelectMany(BannedConstructs.VagueTypes));

    [Fact]
    public void No_unsafe_code() =>
        House.Holds("No unsafe code", "Use spans.", Source.All.SelectMany(BannedConstructs.Unsafe));

    [Fact]
    public void Channels_are_bounded() =>
        House.Holds("Bounded channels only", "Channel.CreateBounded with a limit and what happens at it.", Source.All.SelectMany(BannedConstructs.UnboundedChannels));

    [Fact]
    public void A_temporary_folder_says_whose_it_is() =>
        House.Holds("No temporary file or folder without a name", "TemporaryFolder in tests, elsewhere CreateTempSubdirectory(\"sekisho-…\"); remove it at the end.", Source.All.SelectMany(BannedConstructs.NamelessTemporaries));

    [Fact]
    public void Native_calls_are_on_the_list() =>
        House.Holds(
            "Native calls only in the files on the list in this test",
            "Use .NET; where it has no such call, add the file with its reason.",
            Source.In("src").Where(source => !MayCallNatively.ContainsKey(source.Path)).SelectMany(BannedConstructs.NativeCalls));

    [Fact]
    public void The_list_of_native_calls_is_not_longer_than_needed() =>
        House.Holds(
            "Every file on the list of native calls makes one", "Take it off the list.",
            MayCallNatively.Keys.Where(path => !Source.All.Any(source => source.Path == path && BannedConstructs.NativeCalls(source).Any())));
}
