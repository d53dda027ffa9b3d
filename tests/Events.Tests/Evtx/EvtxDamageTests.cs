using System.Buffers.Binary;
using Sekisho.Testing.Evtx;

namespace Sekisho.Events.Tests.Evtx;

public sealed class EvtxDamageTests
{
    private const int FirstChunk = EvtxBuilder.FileHeadBytes;
    private const int SecondChunk = FirstChunk + EvtxBuilder.ChunkBytes;

    [Fact]
    public void A_whole_file_has_no_problems() => Check(File(), [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void A_wrong_checksum_is_told_and_the_records_are_read()
    {
        var file = File();
        file[FirstChunk + 128] ^= 1;
        Check(file, [1, 2, 3, 4, 5, 6], "The checksum of the head of chunk 1 is wrong.");
        file = File();
        file[SecondChunk + 52] ^= 1;
        Check(file, [1, 2, 3, 4, 5, 6], "The checksum of the head of chunk 2 is wrong.", "The checksum of the records of chunk 2 is wrong.");
        file = File();
        file[16] ^= 1;
        Check(file, [1, 2, 3, 4, 5, 6], "The checksum of the file's head is wrong.");
    }

    [Fact]
    public void A_file_without_checksums_has_none_to_be_wrong()
    {
        var builder = new EvtxBuilder { Flags = 4 };
        var file = builder.Event(1, 1, "Test").ToBytes();
        file[FirstChunk + 52] ^= 1;
        Check(file, [1]);
    }

    [Fact]
    public void Records_are_found_in_a_chunk_without_its_signature()
    {
        var file = File();
        file.AsSpan(FirstChunk, 8).Clear();
        var reading = Check(file, [1, 2, 3, 4, 5, 6]);
        Assert.StartsWith("At byte 4096 65536 bytes are no chunk", reading.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_bytes_do_not_cost_the_next_chunk()
    {
        var file = File();
        byte[] shorter = [.. file[..(FirstChunk + 30_000)], .. file[SecondChunk..]];
        Check(shorter, [1, 2, 3, 4, 5, 6]);
        byte[] longer = [.. file[..SecondChunk], 1, 2, 3, .. file[SecondChunk..]];
        var reading = Check(longer, [1, 2, 3, 4, 5, 6]);
        Assert.Contains(reading.Problems, problem => problem.StartsWith("At byte 69632 3 bytes are no chunk", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_record_is_told_and_the_next_one_is_read()
    {
        var file = File();
        var second = RecordAt(file, FirstChunk, 1);
        file.AsSpan(second, 8).Clear();
        var reading = Reading.Of(file, EventFormat.Evtx);
        Assert.Equal([1, 3, 4, 5, 6], reading.Events.Select(one => one.Position));
        Assert.Contains(reading.Problems, problem => problem.Contains("bytes are no record", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_record_that_was_written_in_part_that_part_is_read()
    {
        var file = File();
        var third = RecordAt(file, FirstChunk, 2);
        var end = FirstChunk + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(FirstChunk + 48));
        file.AsSpan(end - 20, 20).Clear();
        var reading = Reading.Of(file, EventFormat.Evtx);
        Assert.Equal([1, 2, 3, 4, 5, 6], reading.Events.Select(one => one.Position));
        Assert.Equal(("7", null), (reading.Events[2]["EventID"], reading.Events[2]["Text"]));
        Assert.Contains(reading.Problems, problem => problem.StartsWith("Record 3 is damaged", StringComparison.Ordinal));
        Assert.True(third < end);
    }

    [Fact]
    public void A_template_that_was_overwritten_is_taken_from_another_chunk()
    {
        var file = File();
        // The first record of the second chunk defines the templates: without it the others have only their numbers.
        var first = RecordAt(file, SecondChunk, 0);
        var next = RecordAt(file, SecondChunk, 1);
        file.AsSpan(first, next - first).Clear();
        var reading = Reading.Of(file, EventFormat.Evtx);
        Assert.Equal([1, 2, 3, 5, 6], reading.Events.Select(one => one.Position));
        Assert.Equal("text of 5", reading.Events[3]["Text"]);
    }

    [Fact]
    public void A_record_behind_the_end_that_the_chunk_tells_is_read_when_it_is_the_next()
    {
        var file = File();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(SecondChunk + 48), RecordAt(file, SecondChunk, 2) - SecondChunk);
        var reading = Reading.Of(file, EventFormat.Evtx);
        Assert.Equal([1, 2, 3, 4, 5, 6], reading.Events.Select(one => one.Position));
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(RecordAt(file, SecondChunk, 2) + 8), 99);
        Assert.Equal([1, 2, 3, 4, 5], Reading.Of(file, EventFormat.Evtx).Events.Select(one => one.Position));
    }

    [Fact]
    public void A_file_that_ends_early_gives_what_it_has()
    {
        var file = File();
        var reading = Check(file[..(SecondChunk + 20_000)], [1, 2, 3, 4, 5, 6]);
        Assert.Equal("The file ends inside chunk 2: 45536 bytes are missing.", Assert.Single(reading.Problems));
        Assert.Empty(Reading.Of(file[..100], EventFormat.Evtx).Events);
        Assert.Empty(Reading.Of([], EventFormat.Evtx).Problems);
    }

    [Fact]
    public void A_chunk_alone_is_a_log_and_reserved_room_is_no_problem()
    {
        var file = File();
        Check(file[FirstChunk..SecondChunk], [1, 2, 3]);
        Check([.. file, .. new byte[200_000]], [1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void A_record_that_unfolds_without_end_is_cut_off()
    {
        // Every value is used a hundred times, and is itself such a template: 100 × 100 × 100 × 100 fields.
        var builder = new EvtxBuilder().Record(1, DateTimeOffset.UnixEpoch.AddYears(50), xml => Bomb(xml.Header(), 4)).Event(2, 1, "Test");
        var reading = Reading.Of(builder.ToBytes(), EventFormat.Evtx);
        Assert.Equal([1, 2], reading.Events.Select(one => one.Position));
        Assert.Equal("Record 1 unfolds to more than an event may have; the rest of it is left out.", Assert.Single(reading.Problems));
        Assert.Equal(EventRecord.MaxValues, reading.Events[0].Values.Count);
    }

    [Fact]
    public void Sixty_four_elements_lie_inside_each_other_and_no_more()
    {
        Assert.Empty(Reading.Of(Deep(64), EventFormat.Evtx).Problems);
        Assert.Equal("Record 1 is damaged: 1 of its values could be read.", Assert.Single(Reading.Of(Deep(65), EventFormat.Evtx).Problems));
    }

    private static byte[] Deep(int depth) => new EvtxBuilder().Record(1, DateTimeOffset.UnixEpoch.AddYears(50), xml =>
    {
        Nest(xml.Header(), depth);
        xml.End();
    }).ToBytes();

    private static void Nest(BinXmlBuilder xml, int depth) => xml.Element("e", inner =>
    {
        if (depth == 64) inner.Element("f", text => text.Text("x"));
        if (depth > 1) Nest(inner, depth - 1);
        else inner.Text("x");
    });

    private static void Bomb(BinXmlBuilder xml, int levels)
    {
        xml.Template((uint)levels, body => body.Header().Element("Event", all =>
        {
            for (var i = 0; i < 100; i++) all.Element("x", text => text.Value(0, 0x21));
        }).End(), levels == 0 ? EvtxValue.Text("boom") : EvtxValue.Xml(inner => Bomb(inner.Header(), levels - 1))).End();
    }

    private static byte[] File() => Chunk(Chunk(new EvtxBuilder(), 1), 4).ToBytes();

    private static EvtxBuilder Chunk(EvtxBuilder builder, int first)
    {
        for (var id = first; id < first + 3; id++) builder.Event(id, 7, "Test", ("Text", EvtxValue.Text($"text of {id}")));
        return builder.NextChunk();
    }

    private static int RecordAt(byte[] file, int chunk, int number)
    {
        var at = chunk + EvtxBuilder.ChunkHeadBytes;
        for (var i = 0; i < number; i++) at += (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
        return at;
    }

    private static Reading Check(byte[] file, long[] records, params string[] problems)
    {
        var reading = Reading.Of(file, EventFormat.Evtx);
        Assert.Equal(records, reading.Events.Select(one => one.Position));
        Assert.All(reading.Events, one => Assert.Equal("Test", one["Channel"]));
        if (problems.Length > 0) Assert.Equal(problems, reading.Problems);
        return reading;
    }
}
