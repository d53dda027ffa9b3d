using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Containers.Disks;

/// <summary>Files on virtual disks and disk images are found, whatever file system and whatever partitions they lie in.</summary>
public sealed class DiskTests
{
    private const string Name = "The invoice for October.pdf.exe";

    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0\0"u8, 0x64, 0x86, .. new byte[1500]];

    public static TheoryData<string, string, byte[]> Disks => new()
    {
        { "a.img", Name, DiskBytes.BootRecord(DiskBytes.Fat(12, Name, Program)) },
        { "b.img", Name, DiskBytes.GuidTable(DiskBytes.Fat(16, Name, Program)) },
        { "c.img", Name, DiskBytes.BootRecord(DiskBytes.Exfat(Name, Program, isChained: true), isExtended: true) },
        { "d.img", Name, DiskBytes.Exfat(Name, Program, isChained: false) },
        { "a.vhd", Name, DiskBytes.FixedVhd(DiskBytes.Fat(12, Name, Program)) },
        { "b.vhd", Name, DiskBytes.DynamicVhd(DiskBytes.BootRecord(DiskBytes.Fat(16, Name, Program))) },
        { "c.vhd", Name, DiskBytes.DynamicVhd(DiskBytes.Fat(32, Name, Program)) },
        { "d.vhd", $"docs/{Name}", DiskBytes.DynamicVhd(DiskBytes.BootRecord(DiskBytes.Ntfs(Name, Program, "runs"))) },
        { "a.vhdx", $"docs/{Name}", DiskBytes.Vhdx(DiskBytes.GuidTable(DiskBytes.Ntfs(Name, Program, "runs"))) },
        { "b.vhdx", $"docs/{Name}", DiskBytes.Vhdx(DiskBytes.Ntfs(Name, Program[..500], "resident")) },
        { "c.vhdx", $"docs/{Name}", DiskBytes.Vhdx(DiskBytes.Ntfs(Name, Program[..600], "packed")) },
        { "d.vhdx", "RUN.EXE", DiskBytes.Vhdx(DiskBytes.BootRecord(ContainerBytes.Iso("RUN.EXE", Program))) },
        { "e.vhd", "RUN.EXE", DiskBytes.FixedVhd(DiskBytes.BootRecord(ContainerBytes.Udf("RUN.EXE", Program))) },
    };

    [Theory]
    [MemberData(nameof(Disks), DisableDiscoveryEnumeration = true)]
    public async Task A_program_on_a_disk_is_found_by_name_and_content(string name, string member, byte[] image)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, image));
        Assert.Equal([member], verdict.List("archives.members"));
        Assert.Contains($"part 2 '{name}': member '{member}', Windows program (PE) by content", verdict.List("attachments.blocked"));
        Assert.Equal([$"part 2 '{name}': member '{member}'"], verdict.List("archives.image_launchers"));
        Assert.Empty(verdict.List("archives.unread"));
        Assert.Empty(verdict.List("archives.polyglots"));
    }

    [Fact]
    public async Task What_can_be_started_from_a_disk_is_held_even_where_disks_are_allowed()
    {
        var options = new InspectOptions { AllowedExtensions = ["img", "iso"] };
        var holding = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.iso", ContainerBytes.Iso("RUN.LNK", [0x4C, 0, 0, 0])), options);
        Assert.Contains(ReasonCode.SuspiciousAttachment, holding.Codes());
        Assert.Equal(["part 2 'a.iso' (CD/DVD image)"], holding.List("archives.disk_images"));
        var harmless = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.iso", ContainerBytes.Iso("LETTER.TXT", "words"u8.ToArray())), options);
        Assert.DoesNotContain(ReasonCode.SuspiciousAttachment, harmless.Codes());
    }

    [Fact]
    public async Task An_archive_on_a_disk_is_opened_in_turn()
    {
        var zip = Attachments.ZipBytes.Of(("run.exe", "words"u8.ToArray()));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", DiskBytes.FixedVhd(DiskBytes.Fat(12, "a.zip", zip))));
        Assert.Equal(["part 2 'a.vhd': member 'a.zip': member 'run.exe'"], verdict.List("archives.image_launchers"));
    }

    [Fact]
    public async Task A_stream_beside_the_file_is_named_and_looked_into()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhdx", DiskBytes.Vhdx(DiskBytes.Ntfs("letter.txt", Program[..500], "stream"))));
        Assert.Equal(["part 2 'a.vhdx': member 'docs/letter.txt:hidden.exe'"], verdict.List("archives.image_launchers"));
    }

    [Fact]
    public async Task A_long_name_whose_sum_is_wrong_belongs_to_another_file()
    {
        var volume = DiskBytes.Fat(12, "letter.txt", Program, "SETUP   EXE");
        var root = volume.AsSpan().IndexOf("SETUP   EXE"u8);
        volume[root - 32 + 13] ^= 1;
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", DiskBytes.FixedVhd(volume)));
        Assert.Equal(["SETUP.EXE"], verdict.List("archives.members"));
    }

    [Theory]
    [InlineData("a.vhd", "vhd")]
    [InlineData("b.vhd", "vhd")]
    [InlineData("c.vhd", "vhd")]
    [InlineData("a.vhdx", "vhdx")]
    public async Task What_cannot_be_read_is_named(string name, string kind)
    {
        var image = name switch
        {
            "a.vhd" => DiskBytes.FixedVhd(DiskBytes.Fat(12, Name, Program), type: 4),
            "b.vhd" => DiskBytes.FixedVhd([.. new byte[1080], 0x53, 0xEF, .. new byte[8192]]),
            "c.vhd" => DiskBytes.FixedVhd(DiskBytes.Ntfs(Name, Program, "encrypted")),
            _ => DiskBytes.Vhdx(DiskBytes.Ntfs(Name, Program, "runs"), hasLog: true),
        };
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, image));
        Assert.Equal([kind], verdict.List("archives.unread"));
    }

    [Fact]
    public async Task Members_of_disks_are_counted_at_the_limit_and_one_past()
    {
        var image = DiskBytes.FixedVhd(DiskBytes.Fat(12, Name, Program));
        var at = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", image), new InspectOptions { Limits = new InspectLimits { MaxArchiveMembers = 1 } });
        Assert.Empty(at.List("inspection.limits"));
        var past = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", image), new InspectOptions { Limits = new InspectLimits { MaxArchiveMembers = 0 } });
        Assert.Equal(["MaxArchiveMembers"], past.List("inspection.limits"));
    }

    [Fact]
    public async Task Folders_and_chains_that_lead_back_to_themselves_come_to_an_end()
    {
        var volume = DiskBytes.Fat(12, "FOLDER", new byte[512]);
        var root = volume.AsSpan().IndexOf("FILE~1  BIN"u8);
        volume[root + 11] = 0x10;

        // The folder's only cluster follows itself, and holds itself under its own name.
        (volume[512 + 4], volume[512 + 5]) = (0x30, 0x00);
        volume.AsSpan(root, 32).CopyTo(volume.AsSpan(512 * 4));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", DiskBytes.FixedVhd(volume)));
        Assert.Empty(verdict.List("archives.members"));
    }

    [Fact]
    public async Task Any_cut_and_any_changed_byte_is_read_without_an_exception()
    {
        foreach (var image in (byte[][])[DiskBytes.DynamicVhd(DiskBytes.BootRecord(DiskBytes.Ntfs(Name, Program, "runs"))), DiskBytes.FixedVhd(DiskBytes.Exfat(Name, Program, isChained: true)), DiskBytes.FixedVhd(DiskBytes.Fat(12, Name, Program))])
        {
            var random = new Random(7);
            for (var round = 0; round < 100; round++)
            {
                var changed = image.ToArray();
                for (var i = 0; i < 4; i++)
                {
                    // Where something stands: most of a disk is zero.
                    var at = random.Next(changed.Length - 512);
                    while (changed[at] == 0 && at < changed.Length - 512) at++;
                    changed[at + random.Next(-2, 3)] = (byte)random.Next(256);
                }

                if (round % 10 == 0) changed = [.. changed[..random.Next(512, changed.Length)], .. changed[^512..]];
                Assert.DoesNotContain(ReasonCode.InspectionCrashed, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", changed))).Codes());
            }
        }
    }
}
