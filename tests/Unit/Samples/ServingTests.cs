using System.Net;
using System.Net.Http.Json;

namespace SparseGen.Tests.Samples;

/// <summary>The web service of samples/Images, over HTTP: one model answers many requests at once, each as if it were alone.</summary>
public sealed class ServingTests
{
    private const int Requests = 10_000, AtOnce = 64, Pictures = 200;

    [Fact]
    public async Task TenThousandRequestsAtOnceGetTheAnswersOfRequestsAlone()
    {
        using var folder = new TemporaryFolder();
        string pictures = Path.Combine(folder.Path, "pictures");
        await SampleProcess.Run("Images", folder.Path, "pictures", pictures);
        await SampleProcess.Run("Images", folder.Path, "train", pictures);
        string[] files = [.. Directory.EnumerateFiles(pictures, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(static (_, i) => i % 15 == 0)];
        Assert.Equal(Pictures, files.Length);
        byte[][] bodies = [.. files.Select(File.ReadAllBytes)];

        using SampleProcess service = SampleProcess.Start("Images", folder.Path, "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await Address(service) };
        var alone = new Answer[Pictures];
        for (int i = 0; i < Pictures; i++)
        {
            alone[i] = await Ask(client, bodies[i]);
        }

        int right = alone.Where((answer, i) => answer.Class == Path.GetFileName(Path.GetDirectoryName(files[i]))).Count();
        Assert.InRange(right, Pictures * 3 / 4, Pictures);

        int different = 0;
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
        {
            if (await Ask(client, bodies[request % Pictures]) != alone[request % Pictures])
            {
                Interlocked.Increment(ref different);
            }
        });
        Assert.Equal(0, different);

        using HttpResponseMessage refused = await client.PostAsync("/classify", new ByteArrayContent([1, 2, 3]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    /// <summary>Port 0 is one that is free; the service says which it got.</summary>
    private static async Task<Uri> Address(SampleProcess service)
    {
        const string Mark = "Now listening on: ";
        while (await service.Output.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var start)
            {
                // What it says from then on is read, so that it never waits for a reader.
                _ = service.Output.ReadToEndAsync();
                return new Uri(line[(start + Mark.Length)..]);
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static async Task<Answer> Ask(HttpClient client, byte[] picture)
    {
        using HttpResponseMessage response = await client.PostAsync("/classify", new ByteArrayContent(picture));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Answer>())!;
    }

    private sealed record Answer(string Class, double Probability);
}
