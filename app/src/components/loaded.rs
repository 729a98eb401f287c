//! What a page shows once its data is there.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::LoadFailed;
use crate::{error::AppError, page_context::set_status};

type Load<T> = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>> + Send + Sync>;
type Show<T> = Arc<dyn Fn(T) -> AnyView + Send + Sync>;

/// Waits for the data of a page and shows it, or says why it did not come.
///
/// The types of `load` and `show` end here. The type of a view is as long as the page, and it would be part of the name of every
/// function that waits for the data.
pub fn loaded<T, F, V>(
    load: impl Fn() -> F + Send + Sync + 'static,
    show: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    wait(
        Arc::new(move || Box::pin(load())),
        Arc::new(move |data| show(data).into_any()),
    )
}

fn wait<T>(load: Load<T>, show: Show<T>) -> AnyView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let data = Resource::new(|| (), move |()| load());
    view! {
        <Suspense>
            {move || {
                let show = Arc::clone(&show);
                Suspend::new(async move {
                    match data.await {
                        Ok(data) => show(data),
                        Err(error) => {
                            set_status(error.status());
                            view! { <LoadFailed error /> }.into_any()
                        }
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}
