using System.IO.Compression;
using System.Text;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Pdf;

public sealed class PdfTests
{
    [Fact]
    public async Task A_text_that_ends_with_an_open_escape_ends_the_document()
    {
        // Fuzzing found it: the reader stood one byte behind the end.
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(a\\"u8.ToArray()));
        Assert.DoesNotContain(Sekisho.Inspect.Verdicts.ReasonCode.InspectionCrashed, verdict.Codes());
        Assert.Equal(["a.pdf"], verdict.List("attachments.files"));
    }

    [Fact]
    public async Task Scripts_addresses_and_what_runs_on_opening_are_found()
    {
        var verdict = await InspectAsync("1 0 obj <</Type/Catalog/OpenAction 2 0 R>> endobj 2 0 obj <</S/#4aavaScript/JS(app.alert\\(1\\))>> endobj 3 0 obj <</Type/Page/Annots[<</A<</S/URI/URI<68747470733A2F2F6578616D706C652E6E65742F61>>>>>]>> endobj");
        Assert.Equal(["part 2 'a.pdf': app.alert(1)"], verdict.List("pdf.javascript"));
        Assert.Equal(["JavaScript"], verdict.List("pdf.open_action"));
        Assert.Equal(["https://example.net/a"], verdict.List("pdf.uris"));
        Assert.Contains("https://example.net/a", verdict.List("links.urls"));
        Assert.Equal(1L, verdict.Fact("pdf.pages"));
        Assert.Equal(["part 2 'a.pdf'"], verdict.List("pdf.broken"));
    }

    [Fact]
    public async Task A_program_that_is_started_holds_the_message()
    {
        var verdict = await InspectAsync("1 0 obj <</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>> endobj");
        Assert.Equal(["part 2 'a.pdf': cmd.exe /c calc"], verdict.List("pdf.launch"));
        Assert.Equal([ReasonCode.DocumentDangerous], verdict.Codes());
    }

    [Theory]
    [InlineData("<</S/Launch/F(appendix.pdf)>>", false)]
    [InlineData(@"<</S/Launch/F(\\\\\\\\192.0.2.1\\\\a.pdf)>>", true)]
    [InlineData("<</S/Launch/Win<</F(a.pdf)/P(/x)>>>>", true)]
    [InlineData("<</S/Launch/F(a.docm)>>", true)]
    public async Task A_file_that_is_opened_is_told_and_one_that_can_run_holds_the_message(string action, bool isHeld)
    {
        var verdict = await InspectAsync($"1 0 obj {action} endobj");
        Assert.Single(verdict.List("pdf.launch"));
        Assert.Equal(isHeld ? [ReasonCode.DocumentDangerous] : [], verdict.Codes());
    }

    [Fact]
    public async Task The_same_address_on_every_page_is_one_link()
    {
        var limits = new InspectOptions();
        limits.Limits.MaxLinks = 2;
        var pages = string.Concat(Enumerable.Range(1, 9).Select(i => $"{i} 0 obj <</S/URI/URI(https://example.net/{i % 2})>> endobj "));
        var content = Encoding.ASCII.GetBytes("%PDF-1.4\n" + pages);
        Assert.Null((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", content), limits)).Fact("inspection.limits"));
        Assert.NotNull((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", [.. content, .. "10 0 obj <</S/URI/URI(https://example.net/2)>> endobj"u8]), limits)).Fact("inspection.limits"));
    }

    [Theory]
    [InlineData("/V 4/R 4/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF", "AES-128")]
    [InlineData("/V 4/R 4/CF<</StdCF<</CFM/V2>>>>/StmF/StdCF", "RC4, 128 bits")]
    [InlineData("/V 5/R 6", "AES-256")]
    public async Task The_method_of_a_lock_is_told(string entries, string method)
    {
        var verdict = await InspectAsync($"1 0 obj <</Type/Catalog>> endobj trailer <</Root 1 0 R/Encrypt<</Filter/Standard{entries}>>>>");
        Assert.Equal([$"part 2 'a.pdf' (PDF, {method})"], verdict.List("attachments.encrypted"));
    }

    [Fact]
    public async Task An_embedded_program_is_judged_as_an_attachment_is()
    {
        var verdict = await InspectAsync("1 0 obj <</Type/Filespec/F(run.exe)/EF<</F 2 0 R>>>> endobj 2 0 obj <</Type/EmbeddedFile/Length 5>>stream\nwords\nendstream endobj");
        Assert.Equal(["run.exe"], verdict.List("pdf.embedded_files"));
        Assert.Equal(["part 2 'a.pdf': embedded file 'run.exe', .exe by name"], verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task Objects_packed_into_a_stream_are_found()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true)) zlib.Write("7 0 <</S/URI/URI(https://example.org/packed)>>"u8);
        byte[] stream = [.. Encoding.ASCII.GetBytes($"%PDF-1.5\n1 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {packed.Length}>>stream\n"), .. packed.ToArray(), .. "\nendstream endobj"u8];
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", stream));
        Assert.Equal(["https://example.org/packed"], verdict.List("pdf.uris"));
    }

    [Theory]
    [InlineData("ASCIIHexDecode", "776f726473>")]
    [InlineData("ASCII85Decode", "GAhM4Er~>")]
    [InlineData("RunLengthDecode", "\u0004words")]
    public void Filters_give_back_what_was_packed(string filter, string packed)
    {
        var unpacked = PdfFilters.Unpack(Encoding.Latin1.GetBytes(packed), [filter], [], 1000);
        Assert.Equal("words", Encoding.Latin1.GetString(unpacked!.Value.Span));
    }

    /// <summary>The example of ISO 32000-1 §7.4.4.2.</summary>
    [Fact]
    public void Lzw_is_unpacked_as_in_the_standards_example() =>
        Assert.Equal([45, 45, 45, 45, 45, 65, 45, 45, 45, 66], PdfFilters.Unpack(Convert.FromHexString("800B6050220C0C8501"), ["LZWDecode"], [], 1000)!.Value.ToArray());

    [Fact]
    public async Task Nesting_without_end_is_read_without_an_exception()
    {
        var verdict = await InspectAsync($"1 0 obj {new string('[', 100_000)}{string.Concat(Enumerable.Repeat("<</A", 50_000))} endobj");
        Assert.DoesNotContain(ReasonCode.InspectionCrashed, verdict.Codes());
    }

    private static Task<Verdict> InspectAsync(string objects) => Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", Encoding.Latin1.GetBytes("%PDF-1.4\n" + objects)));
}
