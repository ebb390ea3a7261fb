namespace SparseGen.Tests.Compression;

/// <summary>Looks at what a wrong call says.</summary>
internal static class Refusals
{
    /// <summary>The call throws, names the argument and says this.</summary>
    public static void Refused<TException>(string argument, string message, Func<object?> call)
        where TException : ArgumentException => Refused<TException>(argument, message, (Action)(() => call()));

    public static void Refused<TException>(string argument, string message, Action call)
        where TException : ArgumentException
    {
        TException exception = Assert.ThrowsAny<TException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
