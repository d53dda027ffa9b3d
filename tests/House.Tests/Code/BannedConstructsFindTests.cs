namespace Sekisho.House.Tests.Code;

/// <summary>The rules themselves: each finds what it is for, and leaves alone what only looks like it.</summary>
public sealed class BannedConstructsFindTests
{
    [Theory]
    [InlineData("// TODO: later", 1)]
    [InlineData("/* a HACK */", 1)]
    [InlineData("/// <summary>FIXME</summary>\nclass A;", 1)]
    [InlineData("class A { string s = \"TODO\"; } // the TODOS of others", 0)]
    public void Notes_to_self(string code, int findings) => Assert.Equal(findings, BannedConstructs.NotesToSelf(Read(code)).Count());

    [Theory]
    [InlineData("class A { void M() => throw new NotImplementedException(); }", 1)]
    [InlineData("class A { void M() => throw new InvalidOperationException(\"NotImplementedException\"); }", 0)]
    public void Unwritten(string code, int findings) => Assert.Equal(findings, BannedConstructs.Unwritten(Read(code)).Count());

    [Theory]
    [InlineData("try { A(); } catch { }", 1)]
    [InlineData("try { A(); } catch (Exception) { /* fine */ }", 1)]
    [InlineData("try { A(); } catch (IOException) { }", 1)]
    [InlineData("class A { void M() { try { B(); } catch (IOException) { } } }", 1)]
    [InlineData("class A { /// <summary>The peer may have gone.</summary>\nvoid M() { try { B(); } catch (IOException) { } } }", 0)]
    [InlineData("try { A(); } catch (IOException)\n{\n// the peer has gone\n}", 0)]
    [InlineData("try { A(); } catch (Exception e) { Log(e); }", 0)]
    public void Swallowed(string code, int findings) => Assert.Equal(findings, BannedConstructs.Swallowed(Read(code)).Count());

    [Theory]
    [InlineData("Assert.True(true);", 1)]
    [InlineData("Assert.False( false );", 1)]
    [InlineData("Assert.True(ok);", 0)]
    public void Tests_that_cannot_fail(string code, int findings) => Assert.Equal(findings, BannedConstructs.TestsThatCannotFail(Read(code)).Count());

    [Theory]
    [InlineData("class A { [Fact(Skip = \"later\")] void M() { } }", 1)]
    [InlineData("class A { A() { Skip = \"not here\"; } }", 0)]
    public void Switched_off_tests(string code, int findings) => Assert.Equal(findings, BannedConstructs.SwitchedOffTests(Read(code)).Count());

    [Theory]
    [InlineData("sealed class ATests : IAsyncDisposable { }", 1)]
    [InlineData("sealed class ATests : IAsyncLifetime, IAsyncDisposable { }", 0)]
    [InlineData("sealed class Server : IAsyncDisposable { }", 0)]
    public void Tests_never_disposed(string code, int findings) => Assert.Equal(findings, BannedConstructs.TestsNeverDisposed(Read(code)).Count());

    [Theory]
    [InlineData("var a = Directory.CreateTempSubdirectory();", 1)]
    [InlineData("var a = Directory.CreateTempSubdirectory(\"test-\");", 1)]
    [InlineData("var a = Path.GetTempFileName();", 1)]
    [InlineData("var a = Directory.CreateTempSubdirectory(\"sekisho-a-\");", 0)]
    [InlineData("var a = Directory.CreateTempSubdirectory(\"sekisho-\" + what);", 0)]
    public void Nameless_temporaries(string code, int findings) => Assert.Equal(findings, BannedConstructs.NamelessTemporaries(Read(code)).Count());

    [Theory]
    [InlineData("class QueueManager;", 1)]
    [InlineData("static class StringUtils { }", 1)]
    [InlineData("class Queue;", 0)]
    public void Vague_types(string code, int findings) => Assert.Equal(findings, BannedConstructs.VagueTypes(Read(code)).Count());

    [Theory]
    [InlineData("unsafe class A;", 1)]
    [InlineData("class A { string s = \"unsafe\"; }", 0)]
    public void Unsafe_code(string code, int findings) => Assert.Equal(findings, BannedConstructs.Unsafe(Read(code)).Count());

    [Theory]
    [InlineData("class A { [DllImport(\"libc\")] static extern int getpid(); }", 1)]
    [InlineData("class A { [Obsolete] static int M() => 0; }", 0)]
    public void Native_calls(string code, int findings) => Assert.Equal(findings, BannedConstructs.NativeCalls(Read(code)).Count());

    [Theory]
    [InlineData("var c = Channel.CreateUnbounded<int>();", 1)]
    [InlineData("var c = Channel.CreateBounded<int>(8);", 0)]
    public void Unbounded_channels(string code, int findings) => Assert.Equal(findings, BannedConstructs.UnboundedChannels(Read(code)).Count());

    private static Source Read(string code) => Source.Parse("src/Sample.cs", code);
}
