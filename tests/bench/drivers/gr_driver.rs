// SPDX-License-Identifier: GPL-3.0-or-later
// What the gr command line cannot do in one process, with the gradio crate it is made of.
// Put into src/bin/ of a checkout of gradio-rs and build with cargo build --release.
//
//   gr_driver calls URL ROUTE N JSON...     N calls in sequence on one client
//   gr_driver jobs URL ROUTE N JSON...      N jobs at once on one client
//   gr_driver stream URL ROUTE JSON...      one job, every message read
//   gr_driver uploads URL N FILE            N uploads in sequence, each with the call of /size_of left out
use std::time::Instant;

use anyhow::Result;
use gradio::{data::upload_file, structs::QueueDataMessage, Client, ClientOptions, PredictionInput};

fn inputs(args: &[String]) -> Vec<PredictionInput> {
    args.iter()
        .map(|a| PredictionInput::from_value(serde_json::from_str::<serde_json::Value>(a).unwrap()))
        .collect()
}

fn summary(mut ms: Vec<f64>, wall: f64) {
    ms.sort_by(|a, b| a.total_cmp(b));
    let at = |q: f64| ms[((ms.len() - 1) as f64 * q) as usize];
    println!(
        "{{\"calls\":{},\"wall_s\":{:.6},\"min_ms\":{:.4},\"p50_ms\":{:.4},\"p95_ms\":{:.4},\"max_ms\":{:.4}}}",
        ms.len(), wall, ms[0], at(0.5), at(0.95), ms[ms.len() - 1]
    );
}

#[tokio::main]
async fn main() -> Result<()> {
    let a: Vec<String> = std::env::args().collect();
    let client = Client::new(&a[2], ClientOptions::default()).await?;
    match a[1].as_str() {
        "calls" => {
            let n: usize = a[4].parse()?;
            let mut ms = Vec::new();
            let start = Instant::now();
            for _ in 0..n {
                let t = Instant::now();
                client.predict(&a[3], inputs(&a[5..])).await?;
                ms.push(t.elapsed().as_secs_f64() * 1e3);
            }
            summary(ms, start.elapsed().as_secs_f64());
        }
        "jobs" => {
            let n: usize = a[4].parse()?;
            let start = Instant::now();
            let tasks = (0..n).map(|_| async {
                let t = Instant::now();
                client.predict(&a[3], inputs(&a[5..])).await.map(|_| t.elapsed().as_secs_f64() * 1e3)
            });
            let mut ms = Vec::new();
            for r in futures_util::future::join_all(tasks).await {
                ms.push(r?);
            }
            summary(ms, start.elapsed().as_secs_f64());
        }
        "stream" => {
            let start = Instant::now();
            let mut s = client.submit(&a[3], inputs(&a[4..])).await?;
            let (mut messages, mut values) = (0u64, 0u64);
            while let Some(m) = s.next().await {
                messages += 1;
                match m? {
                    QueueDataMessage::ProcessGenerating { .. } => values += 1,
                    QueueDataMessage::ProcessCompleted { output, .. } => {
                        let v: Vec<gradio::PredictionOutput> = output.try_into()?;
                        let text = v[0].clone().as_value()?.to_string();
                        println!(
                            "{{\"messages\":{},\"values\":{},\"final_chars\":{},\"wall_s\":{:.6}}}",
                            messages, values, text.len(), start.elapsed().as_secs_f64()
                        );
                        break;
                    }
                    _ => {}
                }
            }
        }
        "uploads" => {
            let n: usize = a[3].parse()?;
            let mut ms = Vec::new();
            let start = Instant::now();
            for _ in 0..n {
                let t = Instant::now();
                upload_file(&client.http_client, &client.api_root, (&a[4]).into()).await?;
                ms.push(t.elapsed().as_secs_f64() * 1e3);
            }
            summary(ms, start.elapsed().as_secs_f64());
        }
        _ => panic!("calls, jobs, stream or uploads"),
    }
    Ok(())
}
