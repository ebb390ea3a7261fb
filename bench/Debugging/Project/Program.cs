using System.Diagnostics;
using System.Globalization;
using SparseGen;
using SparseGen.Models;

// A user's program: trains on random images for a while, and prints how many a second, and how many a second of processor time. Its arguments: seconds before the measurement
// and seconds of it, of a processor for each thread, and threads.
const int Batch = 128;
double[] seconds = [.. args.Take(2).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
int threads = int.Parse(args[2], CultureInfo.InvariantCulture);

using var model = new FashionMixer(maxBatch: Batch, Device.CpuWithThreads(threads), seed: 1);
var trainer = new Trainer<FashionMixer>(model, new AdamW(learningRate: 1e-5f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
var random = new Random(1);
float[] images = [.. Enumerable.Range(0, Batch * FashionMixer.Info.InputSize).Select(_ => random.NextSingle())];
int[] labels = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(FashionMixer.Info.OutputSize))];

Train(seconds[0]);
(double perSecond, double perProcessorSecond) = Train(seconds[1]);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{perSecond:R} {perProcessorSecond:R}"));

(double PerSecond, double PerProcessorSecond) Train(double atLeast)
{
    TimeSpan processor = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    long trained = 0;
    do
    {
        trainer.Step(images, labels);
        trained += Batch;
    }
    while ((Environment.CpuUsage.TotalTime - processor).TotalSeconds < atLeast * threads);
    return (trained / watch.Elapsed.TotalSeconds, trained / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
}
