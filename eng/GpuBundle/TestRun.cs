using System.Diagnostics;
using System.Reflection;
using SparseGen.Tool.Results;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SparseGen.Bundle;

/// <summary>
/// Runs the tests of one device in this process: those that take its name as an argument. xunit's own runners want .NET's test host or a package more; the framework itself is with
/// the tests, and finding and running them are two calls of it.
/// </summary>
internal sealed class TestRun : IDisposable
{
    private const string Tests = "SparseGen.Tests";
    private const int TestsBetweenFiles = 20;

    private readonly string _device;
    private readonly TimeSpan _limit;
    private readonly string _filter;
    private readonly string? _json;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<TestNote> _failures = [];
    private readonly List<TestNote> _reasons = [];
    private readonly XunitTestFramework _framework = new(new MessageSink<ITestAssemblyFinished>(static _ => true));
    private int _passed;
    private int _chosen;

    /// <param name="device">The device, as the tests call it.</param>
    /// <param name="limit">When no further test begins.</param>
    /// <param name="filter">What the names of tests have to contain.</param>
    /// <param name="json">The file to write, or null.</param>
    public TestRun(string device, TimeSpan limit, string filter, string? json)
    {
        (_device, _limit, _filter, _json) = (device, limit, filter, json);

        // Before anything of the tests is touched: only this device, and without it they fail instead of being skipped.
        Environment.SetEnvironmentVariable("SPARSEGEN_TEST_DEVICES", device);
        Environment.SetEnvironmentVariable("SPARSEGEN_REQUIRE_DEVICES", device);
    }

    /// <summary>Finds and runs them.</summary>
    public TestsReport Run()
    {
        var assembly = Assembly.Load(Tests);
        List<ITestCase> tests = Find(assembly);
        _chosen = tests.Count;
        Console.WriteLine($"{_chosen} tests of {_device}");
        using (var sink = new MessageSink<ITestAssemblyFinished>(Receive))
        {
            using ITestFrameworkExecutor executor = _framework.GetExecutor(assembly.GetName());
            executor.RunTests(tests, sink, new TestOptions());
            sink.Wait();
        }

        return Report(isComplete: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _framework.Dispose();

    private List<ITestCase> Find(Assembly assembly)
    {
        var tests = new List<ITestCase>();
        using ITestFrameworkDiscoverer discoverer = _framework.GetDiscoverer(Reflector.Wrap(assembly));
        using var sink = new MessageSink<IDiscoveryCompleteMessage>(message =>
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: var test } && test.TestMethodArguments?.Contains(_device) == true
                && test.DisplayName.Contains(_filter, StringComparison.OrdinalIgnoreCase))
            {
                tests.Add(test);
            }

            return true;
        });
        discoverer.Find(includeSourceInformation: false, sink, new TestOptions());
        sink.Wait();
        return tests;
    }

    /// <summary>Counts; calls come one after another, for the tests do not run side by side.</summary>
    private bool Receive(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                _passed++;
                break;
            case ITestFailed failed:
                Fail(failed.Test.DisplayName, failed);
                break;
            case IErrorMessage error:
                Fail("outside of tests", error);
                break;
            case ITestSkipped skipped:
                _reasons.Add(new TestNote(skipped.Test.DisplayName, skipped.Reason.ReplaceLineEndings(" ")));
                break;
            default:
                return _watch.Elapsed < _limit;
        }

        if ((_passed + _failures.Count + _reasons.Count) % TestsBetweenFiles == 0)
        {
            Report(isComplete: false);
        }

        return _watch.Elapsed < _limit;
    }

    private void Fail(string test, IFailureInformation failure)
    {
        var note = new TestNote(test, string.Join(" / ", failure.Messages).ReplaceLineEndings(" "));
        _failures.Add(note);
        Console.WriteLine($"FAILED: {note.Test}: {note.Message}");
    }

    private TestsReport Report(bool isComplete)
    {
        int done = _passed + _failures.Count + _reasons.Count;
        var report = new TestsReport(
            _device, isComplete, _passed, _failures.Count, _reasons.Count, _chosen - done, _watch.Elapsed.TotalSeconds, [.. _failures], [.. _reasons]);
        ReportFile.Write(_json, report, TestsJson.Default.TestsReport);
        return report;
    }
}
