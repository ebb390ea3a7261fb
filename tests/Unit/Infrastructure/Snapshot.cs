using System.Runtime.CompilerServices;

namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// Compares a text with <c>Folder/TestClass.Method.verified.cs</c> beside the test. On a difference the new text is written as
/// <c>.received.cs</c>; to accept it, move it over the verified file. These are the file names of the package Verify, so that it can
/// take this class's place.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        // A build server may have replaced the folders above the tests' in this path; what follows "tests" is as it was.
        var inTests = sourceFile.Replace('\\', '/');
        inTests = inTests[(inTests.LastIndexOf("/tests/", StringComparison.Ordinal) + "/tests/".Length)..];
        var stem = Path.Combine(Repository.Tests, Path.ChangeExtension(inTests, null)) + "." + method;

        string verified = stem + ".verified.cs", received = stem + ".received.cs";
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(File.Exists(verified)
            ? $"The text differs from {verified}. Compare it with {received}, and move that over it if the change is meant."
            : $"There is no {verified}. Read {received}, and rename it if it is right.");
    }
}
